//! Passwords from many places at once: little memory, growing waits, and nobody is kept out of their own home.

use std::{thread, time::Duration};

use serde_json::json;

use super::{
    http::{Request, Response},
    process::{EMAIL, PASSWORD, Server},
};

/// Behind a proxy that passes on where each request comes from.
fn behind_a_proxy() -> Server {
    Server::start_with(&[("FULCRUM_TRUSTED_PROXY", "127.0.0.1")]).claim()
}

/// A try to sign in; each of `forwarded` is one header line.
fn tries(server: &Server, email: &str, password: &str, forwarded: &[&str]) -> Response {
    let request = Request::post("/api/v1/sign-in").header("origin", server.origin());
    let request = forwarded
        .iter()
        .fold(request, |request, line| request.header("x-forwarded-for", *line));
    server.send(&request.json(&json!({ "email": email, "password": password })))
}

fn is_slowed(response: &Response) -> bool {
    if response.status != 429 {
        assert_eq!(response.code(), "wrong_password");
        return false;
    }
    assert_eq!(response.code(), "too_many");
    let seconds = response.header("retry-after").expect("it says when to ask again");
    assert!(seconds.parse::<u32>().unwrap() >= 1, "{seconds}");
    true
}

#[test]
fn a_hundred_and_fifty_who_sign_in_at_once_take_little_memory_and_give_it_back() {
    const MIB: u64 = 1024 * 1024;
    let server = behind_a_proxy();
    let Some(before) = server.memory("VmRSS") else {
        println!("not run: this system does not tell how much memory a process takes");
        return;
    };
    let answers: Vec<Response> = thread::scope(|scope| {
        let server = &server;
        let asked: Vec<_> = (0..150)
            .map(|n| {
                scope.spawn(move || {
                    let (email, from) = (format!("person{n}@example.org"), format!("10.0.0.{n}"));
                    tries(server, &email, "five words will not do", &[&from])
                })
            })
            .collect();
        asked.into_iter().map(|answer| answer.join().unwrap()).collect()
    });
    let slowed = answers.iter().filter(|answer| is_slowed(answer)).count();
    let peak = server.memory("VmHWM").unwrap();
    let mut after = server.memory("VmRSS").unwrap();
    // The allocator gives back what it has not needed for a second.
    for _ in 0..50 {
        if after < before + 20 * MIB {
            break;
        }
        thread::sleep(Duration::from_millis(200));
        after = server.memory("VmRSS").unwrap();
    }
    println!(
        "{} MiB before, {} MiB at the peak, {} MiB after; {slowed} of 150 were asked to come again",
        before / MIB,
        peak / MIB,
        after / MIB
    );
    assert!(slowed <= 90, "as many as can wait a moment are answered");
    assert!(peak < 120 * MIB, "{} MiB", peak / MIB);
    assert!(after < before + 20 * MIB, "{} MiB", after / MIB);
    assert_eq!(tries(&server, EMAIL, PASSWORD, &["10.0.1.1"]).status, 200);
}

#[test]
fn guesses_from_many_addresses_are_slowed_per_account_and_spare_a_person_at_home() {
    let server = behind_a_proxy();
    let home = "10.9.9.9";
    assert_eq!(tries(&server, EMAIL, PASSWORD, &[home]).status, 200);
    for (place, email) in [(1, EMAIL), (2, "nobody@example.org")] {
        let guess = |n: u32| {
            let from = format!("10.{place}.0.{n}");
            is_slowed(&tries(&server, email, &format!("guess number {n}"), &[&from]))
        };
        assert!(!(0..5).any(guess), "five are free");
        // Each that is let through on a slow day makes the next one wait twice as long.
        assert!((5..12).any(guess), "{email}");
    }
    // The wait may have ended meanwhile, on a slow day: one more wrong password begins the next.
    let shouted = format!(" {} ", EMAIL.to_uppercase());
    let shout = |n: u32| is_slowed(&tries(&server, &shouted, "x", &[&format!("10.3.1.{n}")]));
    assert!((0..3).any(shout), "one account however it is written");
    assert!(!is_slowed(&tries(&server, "tom@example.org", "x", &["10.3.0.2"])));
    assert_eq!(
        tries(&server, EMAIL, PASSWORD, &[home]).status,
        200,
        "strangers keep nobody out where they are at home"
    );
}

#[test]
fn an_address_that_a_client_claims_itself_does_not_count() {
    let server = behind_a_proxy();
    let slowed = (0..14).filter(|n| {
        let (email, claimed) = (format!("person{n}@example.org"), format!("9.9.9.{n}"));
        is_slowed(&tries(&server, &email, "x", &[&claimed, "10.0.0.1"]))
    });
    assert!(slowed.count() >= 2, "the proxy's header stands last");
}

#[test]
fn who_holds_a_network_of_ipv6_addresses_is_one_client() {
    let server = behind_a_proxy();
    let slowed = (0..14).filter(|n| {
        let (email, from) = (format!("person{n}@example.org"), format!("2001:db8:1:2:{n}::7"));
        is_slowed(&tries(&server, &email, "x", &[&from]))
    });
    assert!(slowed.count() >= 2);
    assert!(!is_slowed(&tries(
        &server,
        "tom@example.org",
        "x",
        &["2001:db8:1:3::7"]
    )));
}
