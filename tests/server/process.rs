//! The server as a process: started, killed, stopped, restarted, and its data read from outside.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Output, Stdio},
    sync::atomic::{AtomicU16, Ordering},
    thread,
    time::{Duration, Instant},
};

use fulcrum::{
    domain::{UserId, WorkspaceId},
    server::store::{Sqlite, Store},
    sync::server::Authority,
};
use serde::Deserialize;
use serde_json::json;
use sqlx::{ConnectOptions, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

use super::{
    device::Device,
    http::{Connection, Request, Response, Stream, send},
};

/// When every server believes to have started, unless a test says otherwise.
pub const START: &str = "2026-11-19T09:38:00Z";
pub const EMAIL: &str = "priya@example.org";
pub const PASSWORD: &str = "four words will do";

const BINARY: &str = env!("CARGO_BIN_EXE_fulcrum");

pub struct Server {
    place: TempDir,
    pub addr: SocketAddr,
    env: Vec<(String, String)>,
    /// What stands before the binary on the command line.
    wrapper: Vec<String>,
    running: Option<(Child, BufReader<ChildStdout>)>,
    /// The address that the server printed.
    pub printed: String,
    owner: Option<Owner>,
}

/// The account that has claimed the server.
#[derive(Clone)]
pub struct Owner {
    pub cookie: String,
    pub user: UserId,
    pub ws: WorkspaceId,
}

#[derive(Deserialize)]
struct Me {
    user: UserId,
    workspaces: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    id: WorkspaceId,
}

impl Server {
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// With these settings besides, or instead.
    pub fn start_with(env: &[(&str, &str)]) -> Self {
        Self::start_in(&[], env)
    }

    /// Under another command, which ends by running its last argument in its own place.
    pub fn start_in(wrapper: &[&str], env: &[(&str, &str)]) -> Self {
        let mut server = Self {
            place: tempfile::tempdir().unwrap(),
            addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            env: env
                .iter()
                .map(|(name, value)| ((*name).into(), (*value).into()))
                .collect(),
            wrapper: wrapper.iter().map(|word| (*word).into()).collect(),
            running: None,
            printed: String::new(),
            owner: None,
        };
        fs::create_dir(server.data()).unwrap();
        for _ in 0..20 {
            server.addr.set_port(free_port());
            if server.spawn() {
                return server;
            }
        }
        panic!("the server does not start: {}", server.log());
    }

    /// A server with an owner.
    pub fn claimed() -> Self {
        Self::start().claim()
    }

    pub fn claim(mut self) -> Self {
        let code = self
            .printed
            .split_once("/claim?code=")
            .expect("a new server prints its code")
            .1
            .to_owned();
        let claim = json!({
            "code": code, "workspace": "Partnership", "zone": "Europe/London", "name": "Priya Raman",
            "phone": "+44 20 7946 0000", "email": EMAIL, "password": PASSWORD
        });
        let response = self.post("/api/v1/claim", &claim);
        assert_eq!(response.status, 200, "{}", response.text());
        self.owner = Some(Owner::of(&response));
        self
    }

    pub fn owner(&self) -> &Owner {
        self.owner.as_ref().expect("claimed")
    }

    /// A new device of the owner's.
    pub fn device(&self) -> Device {
        Device::new(self, self.owner())
    }

    pub fn data(&self) -> PathBuf {
        self.place.path().join("data")
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// The address people use.
    pub fn origin(&self) -> String {
        let public = self.env.iter().find(|(name, _)| name == "FULCRUM_PUBLIC_URL");
        public.map_or_else(|| format!("http://{}", self.addr), |(_, url)| url.clone())
    }

    fn spawn(&mut self) -> bool {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.file("log"))
            .unwrap();
        let words: Vec<&str> = self.wrapper.iter().map(String::as_str).chain([BINARY]).collect();
        let mut child = self
            .command(words[0])
            .args(&words[1..])
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        loop {
            let mut line = String::new();
            if stdout.read_line(&mut line).unwrap() == 0 {
                child.wait().unwrap();
                return false;
            }
            if let Some(address) = line.strip_prefix("Open ") {
                self.printed = address.trim().into();
                break;
            }
        }
        self.running = Some((child, stdout));
        let deadline = Instant::now() + Duration::from_secs(10);
        while !Connection::to(self.addr)
            .send(&Request::get("/readyz"))
            .is_ok_and(|ready| ready.status == 200)
        {
            assert!(
                Instant::now() < deadline,
                "the server is not ready: {}",
                self.log()
            );
            thread::sleep(Duration::from_millis(2));
        }
        true
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("FULCRUM_")) {
            command.env_remove(name);
        }
        command
            .env("FULCRUM_DATA", self.data())
            .env("FULCRUM_ADDR", self.addr.to_string())
            .stdin(Stdio::null());
        command
            .env("FULCRUM_TEST_CLOCK", START)
            .envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Starts it again on the same data and address; says how long it took to be ready.
    pub fn restart(&mut self) -> Duration {
        assert!(self.running.is_none(), "still running");
        let start = Instant::now();
        assert!(self.spawn(), "the server does not start again: {}", self.log());
        start.elapsed()
    }

    /// Whether it starts again at all.
    pub fn starts(&mut self) -> bool {
        self.spawn()
    }

    /// With another clock, from the next start on.
    pub fn set_env(&mut self, name: &str, value: &str) {
        self.env.retain(|(known, _)| known != name);
        self.env.push((name.into(), value.into()));
    }

    pub fn pid(&self) -> u32 {
        self.running.as_ref().expect("running").0.id()
    }

    /// How much memory it takes, in bytes, by a name that Linux gives it: `VmRSS` now, `VmHWM` at its peak.
    pub fn memory(&self, name: &str) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kib: u64 = line
            .trim_matches([':', ' ', '\t'])
            .strip_suffix(" kB")?
            .trim()
            .parse()
            .ok()?;
        Some(kib * 1024)
    }

    /// As by `kill -9`.
    pub fn kill(&mut self) {
        if let Some((mut child, _)) = self.running.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// From now on the system kills it where it would write further into a file than this many bytes.
    pub fn dies_beyond(&self, bytes: u64) {
        let (pid, limit) = (self.pid().to_string(), format!("--fsize={bytes}"));
        let limited = Command::new("prlimit").args(["--pid", &pid, &limit]).status();
        assert!(limited.unwrap().success());
    }

    /// Waits until the system has killed it.
    pub fn died(&mut self) {
        let (mut child, _) = self.running.take().expect("running");
        let status = child.wait().unwrap();
        assert_eq!(status.code(), None, "killed: {status}: {}", self.log());
    }

    /// Tells it to stop.
    pub fn terminate(&self) {
        assert!(
            Command::new("kill")
                .args(["-TERM", &self.pid().to_string()])
                .status()
                .unwrap()
                .success()
        );
    }

    /// Stops it gracefully; says how long that took.
    pub fn stop(&mut self) -> Duration {
        let start = Instant::now();
        self.terminate();
        self.wait();
        start.elapsed()
    }

    /// Waits until it has stopped by itself.
    pub fn wait(&mut self) {
        let (mut child, _) = self.running.take().expect("running");
        let deadline = Instant::now() + Duration::from_secs(15);
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                assert!(status.success(), "{status}: {}", self.log());
                return;
            }
            assert!(Instant::now() < deadline, "the server does not stop");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// What it wrote for its operator since the first start.
    pub fn log(&self) -> String {
        fs::read_to_string(self.file("log")).unwrap_or_default()
    }

    /// Runs the binary's command line on this server's data.
    pub fn run(&self, arguments: &[&str], input: &str) -> Output {
        self.run_in(&[], arguments, input)
    }

    /// Under another command.
    pub fn run_in(&self, wrapper: &[&str], arguments: &[&str], input: &str) -> Output {
        let words = [wrapper, &[BINARY], arguments].concat();
        let mut command = self.command(words[0]);
        command
            .args(&words[1..])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // One that refuses at once does not read.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        child.wait_with_output().unwrap()
    }

    pub fn get(&self, path: &str) -> Response {
        send(self.addr, &Request::get(path))
    }

    /// From a page of its own.
    pub fn post(&self, path: &str, body: &serde_json::Value) -> Response {
        send(
            self.addr,
            &Request::post(path).header("origin", self.origin()).json(body),
        )
    }

    /// From a page of its own, in a browser that keeps this cookie.
    pub fn asks(&self, cookie: &str, path: &str, body: &serde_json::Value) -> Response {
        let request = Request::post(path).header("origin", self.origin());
        self.send(&request.cookie(cookie).json(body))
    }

    /// Who is signed in there.
    pub fn me(&self, cookie: &str) -> Response {
        self.asks(cookie, "/api/v1/me", &json!({}))
    }

    pub fn send(&self, request: &Request) -> Response {
        send(self.addr, request)
    }

    pub fn stream(&self, request: &Request) -> Stream {
        Stream::open(self.addr, request)
    }

    /// The workspace as the database holds it.
    pub fn stored(&self) -> Authority {
        wait_for(async {
            let store = Sqlite::open(&self.data().join("fulcrum.db")).await.unwrap();
            let authority = store.load(self.owner().ws).await.unwrap().unwrap();
            store.close().await;
            authority
        })
    }

    /// Asks the database itself.
    pub fn query<T>(&self, sql: &'static str) -> Vec<T>
    where
        T: Send + Unpin + for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow>,
    {
        wait_for(async {
            let options = SqliteConnectOptions::new().filename(self.data().join("fulcrum.db"));
            let mut connection = options.connect().await.unwrap();
            sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap()
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some((mut child, _)) = self.running.take() {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

impl Owner {
    /// Of an answer that signs in.
    pub fn of(response: &Response) -> Self {
        let cookie = response.cookies()[0].split(';').next().unwrap().to_owned();
        let me: Me = response.json();
        Self {
            cookie,
            user: me.user,
            ws: me.workspaces[0].id,
        }
    }
}

fn wait_for<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// Below the ports that outgoing connections are given, so that nobody takes it while a server restarts.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = (std::process::id() % 10_000) as u16;
    loop {
        let port = 20_000 + (first + NEXT.fetch_add(1, Ordering::Relaxed)) % 12_000;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}
