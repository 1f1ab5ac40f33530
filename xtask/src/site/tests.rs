use super::*;

fn files(list: &[(&str, &str)]) -> Files {
    list.iter()
        .map(|(path, content)| ((*path).to_owned(), content.as_bytes().to_vec()))
        .collect()
}

fn inputs() -> Inputs {
    Inputs {
        bindgen: files(&[
            ("fulcrum.js", "export default 1;"),
            ("fulcrum_bg.wasm", "\0asm"),
            ("split_role.wasm", "\0asm role"),
        ]),
        css: b"body {}".to_vec(),
        portal_css: b"main {}".to_vec(),
        public: files(&[
            ("boot.js", "boot('__FULCRUM_JS__', '__FULCRUM_WASM__')"),
            (
                "sw.js",
                "worker('__FULCRUM_BUILD__', '__FULCRUM_BOOT__', __FULCRUM_PRECACHE__)",
            ),
            ("icon.svg", "<svg/>"),
            ("portal.js", "/* All. */\n  listen(); // At once.\n// The end."),
            ("p/sw.js", "keep()"),
        ]),
        shell: b"<html>".to_vec(),
    }
}

fn content<'a>(site: &'a Site, address: &str) -> &'a str {
    std::str::from_utf8(&site.files[address.trim_start_matches('/')]).unwrap()
}

#[test]
fn what_a_leader_loads_is_without_its_comments() {
    let site = assemble(inputs()).unwrap();
    assert_eq!(content(&site, &site.portal_js), "listen();\n");
}

#[test]
fn the_boot_script_names_the_hashed_files() {
    let site = assemble(inputs()).unwrap();
    assert_eq!(
        content(&site, &site.boot),
        format!("boot('{}', '{}')", site.js, site.wasm)
    );
}

#[test]
fn what_one_link_made_stands_in_one_folder_by_its_own_names() {
    let site = assemble(inputs()).unwrap();
    let folder = format!("/assets/board-{}", &sha256_of(&inputs().bindgen)[..12]);
    assert_eq!(site.js, format!("{folder}/fulcrum.js"));
    assert_eq!(site.wasm, format!("{folder}/fulcrum_bg.wasm"));
    assert_eq!(content(&site, &format!("{folder}/split_role.wasm")), "\0asm role");
}

#[test]
fn a_change_in_one_of_them_moves_all_of_them() {
    let mut changed = inputs();
    changed
        .bindgen
        .insert("split_role.wasm".into(), b"\0asm other".to_vec());
    let (before, after) = (assemble(inputs()).unwrap(), assemble(changed).unwrap());
    assert_ne!(before.js, after.js);
    assert_ne!(before.wasm, after.wasm);
}

#[test]
fn a_module_without_its_glue_is_refused() {
    let mut inputs = inputs();
    inputs.bindgen.remove("fulcrum.js");
    let error = assemble(inputs).err().unwrap();
    assert!(error.to_string().contains("fulcrum.js is missing"), "{error}");
}

#[test]
fn the_worker_keeps_the_shell_and_every_file_but_itself() {
    let site = assemble(inputs()).unwrap();
    let worker = content(&site, "sw.js");
    assert!(
        worker.starts_with(&format!("worker('{}', '{}', [\"/\",", site.build, site.boot)),
        "{worker}"
    );
    let split = site.wasm.replace("fulcrum_bg", "split_role");
    for kept in [&site.js, &site.wasm, &split, &site.css, &site.boot, "/icon.svg"] {
        assert!(
            worker.contains(&format!("\"{kept}\"")),
            "{kept} is not in {worker}"
        );
    }
    assert!(
        !worker.contains("sw.js") && !worker.contains("site.json") && !worker.contains("portal"),
        "{worker}"
    );
}

#[test]
fn site_json_tells_the_server_the_addresses() {
    let site = assemble(inputs()).unwrap();
    let names: serde_json::Value = serde_json::from_str(content(&site, "site.json")).unwrap();
    assert_eq!(
        names,
        json!({
            "build": site.build, "js": site.js, "wasm": site.wasm, "css": site.css, "boot": site.boot,
            "portal": names["portal"], "portal_css": site.portal_css, "portal_js": site.portal_js,
        })
    );
    assert_eq!(
        (site.build.len(), names["portal"].as_str().map(str::len)),
        (12, Some(12))
    );
}

#[test]
fn each_input_changes_the_build() {
    let build = |change: fn(&mut Inputs)| {
        let mut inputs = inputs();
        change(&mut inputs);
        assemble(inputs).unwrap().build
    };
    let builds = [
        build(|_| ()),
        build(|inputs| inputs.css.push(b' ')),
        build(|inputs| inputs.shell.push(b' ')),
        build(|inputs| drop(inputs.public.insert("icon.svg".into(), b"<svg></svg>".to_vec()))),
        build(|inputs| inputs.public.get_mut("sw.js").unwrap().push(b'\n')),
    ];
    assert_eq!(
        builds.iter().collect::<std::collections::BTreeSet<_>>().len(),
        builds.len(),
        "{builds:?}"
    );
    assert_eq!(builds[0], build(|_| ()), "the same inputs make the same build");
    let of_portal = build(|inputs| inputs.portal_css.push(b' '));
    assert_eq!(
        builds[0], of_portal,
        "a board is not renewed for the portal's sake"
    );
}

#[test]
fn a_template_without_its_placeholder_is_refused() {
    let mut inputs = inputs();
    inputs
        .public
        .insert("boot.js".into(), b"boot('__FULCRUM_JS__')".to_vec());
    let error = assemble(inputs).err().unwrap();
    assert!(error.to_string().contains("__FULCRUM_WASM__"), "{error}");
}

#[test]
fn writing_removes_what_is_stale_and_leaves_what_is_right() {
    let folder = std::env::temp_dir().join(format!("xtask-site-{}", std::process::id()));
    write_files(&folder, &files(&[("assets/old.js", "1"), ("same.js", "2")])).unwrap();
    let before = fs::metadata(folder.join("same.js")).unwrap().modified().unwrap();
    write_files(&folder, &files(&[("assets/new.js", "1"), ("same.js", "2")])).unwrap();
    assert_eq!(
        read_files(&folder).unwrap(),
        files(&[("assets/new.js", "1"), ("same.js", "2")])
    );
    assert_eq!(
        fs::metadata(folder.join("same.js")).unwrap().modified().unwrap(),
        before
    );
    fs::remove_dir_all(folder).unwrap();
}
