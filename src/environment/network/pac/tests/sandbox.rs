//! Scripts that have no end, take too much, or want out.

use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Instant;

use super::*;

/// More than any of these takes on a busy machine.
const LONG: Duration = Duration::from_secs(20);

fn body(body: &str) -> String {
    format!("function FindProxyForURL(url, host) {{ {body}\n return 'DIRECT'; }}")
}

/// What becomes of a script that has little time, both where its words stand in the function and outside of it.
fn fate(source: &str) -> Result<String, PacError> {
    let begin = Instant::now();
    let script = Script::load(source, short(), Arc::new(Small::usual()), &|| false);
    let answer = script.and_then(|script| script.ask(SELLER, &|| false));
    assert!(begin.elapsed() < LONG, "{source}");
    answer.map(|roads| told(&roads))
}

#[test]
fn what_has_no_end_is_ended() {
    for endless in [
        "for (;;) {}",
        "while (true) { try { for (;;) {} } catch (e) {} finally { continue; } }",
        "(function again() { try { again(); } finally { again(); } })();",
        "do { var x = [1, 2, 3].map(function (n) { return n * 2; }); } while (x.length);",
        "function* all() { for (;;) yield 1; } for (var n of all()) {}",
        "[1].sort.call({ length: 2, get 0() { for (;;) {} } });",
        "String({ toString: function () { for (;;) {} } });",
        "new Proxy({}, { get: function () { for (;;) {} } }).x;",
        // Expressions that go back and forth.
        "/^(a+)+$/.test('a'.repeat(60) + 'b');",
        "/(x+x+)+y/.exec('x'.repeat(60));",
        "'a'.repeat(60).replace(/^(([a-z])+.)+[A-Z]([a-z])+$/, '');",
        "shExpMatch('a'.repeat(200), '*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b');",
        "new Array(4294967295).indexOf(1);",
    ] {
        assert_eq!(fate(&body(endless)), Err(PacError::Endless), "{endless}");
        let outside = format!("{endless}\n{}", body(""));
        assert_eq!(fate(&outside), Err(PacError::Endless), "outside: {endless}");
    }
}

#[test]
fn what_takes_too_much_gets_no_more() {
    for greedy in [
        "var s = 'x'; while (true) s += s;",
        "var a = []; while (true) a.push(a.length + 'some text');",
        "var o = {}; while (true) o = { o: o };",
        "var o = {}; for (var i = 0; ; i++) o['key' + i] = i;",
        "var a = []; while (true) a.push(new ArrayBuffer(1 << 20));",
        "new ArrayBuffer(1 << 30);",
        "new Uint8Array(1 << 30);",
        "'x'.repeat(1 << 28);",
        "'x'.padStart(1 << 28);",
        "Array(1e9).fill(0);",
        "Array.from({ length: 1e9 });",
        "var n = 1n; while (true) n = (n + 1n) ** 2n;",
        "JSON.stringify(Array(1e7).fill('some text'));",
        "var a = ['x'.repeat(1e6)]; a = Array(1e5).fill(a[0]).join('y');",
        "new RegExp('(' + Array(3e3).fill('a?').join('|') + '){1000}').test('a');",
        "var m = new Map(); for (var i = 0; ; i++) m.set(i, i);",
        "function deeper(n) { return deeper(n + 1) + 1; } deeper(0);",
        "eval('('.repeat(1e5));",
        "JSON.parse('['.repeat(1e6));",
        "var f = ''; for (var i = 0; i < 1e5; i++) f += 'x=>'; eval(f + '1');",
        "new RegExp('('.repeat(1e5) + ')'.repeat(1e5));",
        "String.fromCharCode.apply(null, Array(1e6));",
        "dnsResolve('x'.repeat(1e7)); isInNet('x'.repeat(1e7), 'y'.repeat(1e6), 'z'); throw 1;",
    ] {
        let fates = [fate(&body(greedy)), fate(&format!("{greedy}\n{}", body("")))];
        for fate in fates {
            let stopped = matches!(fate, Err(PacError::Endless | PacError::Failed | PacError::Broken));
            assert!(stopped, "{greedy}: {fate:?}");
        }
    }
    assert_eq!(fate(&body("var a = []; while (true) a.push({});")), Err(PacError::Endless));
}

#[test]
fn a_huge_answer_is_cut() {
    let roads = fate(&body("return 'PROXY a:1;'.repeat(1e6);")).unwrap();
    assert!(roads.starts_with("PROXY a:1; PROXY a:1"));
    assert!(roads.len() < 1000, "{}", roads.len());
}

/// Says when the thread that holds it has ended.
struct Ends(SyncSender<()>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.try_send(()).ok();
    }
}

impl Answers for Ends {
    fn resolve(&self, _host: &str) -> Option<Vec<IpAddr>> {
        None
    }

    fn own_addresses(&self) -> Vec<IpAddr> {
        Vec::new()
    }

    fn now(&self) -> Zoned {
        Small::usual().now
    }
}

#[test]
fn a_step_that_cannot_be_ended_is_left_behind() {
    let (gone, wait) = sync_channel(1);
    let (ask, grace) = (Duration::from_millis(20), Duration::ZERO);
    let limits = Limits { load: LONG, ask, grace, ..Limits::default() };
    // Half a second and more in one step: nobody waits for them, but in the end the thread is gone.
    let source = body("new Array(1 << 25).join('');");
    let script = Script::load(&source, limits, Arc::new(Ends(gone)), &|| false).unwrap();
    let begin = Instant::now();
    assert_eq!(script.ask(SELLER, &|| false), Err(PacError::Endless));
    let waited = begin.elapsed();
    wait.recv_timeout(LONG * 10).expect("the thread has ended");
    assert!(waited < begin.elapsed() / 2, "{waited:?}");
}

#[test]
fn nothing_else_can_be_reached() {
    for name in [
        "require",
        "process",
        "std",
        "os",
        "bjson",
        "XMLHttpRequest",
        "fetch",
        "WebSocket",
        "Worker",
        "window",
        "document",
        "navigator",
        "location",
        "console",
        "print",
        "load",
        "loadScript",
        "read",
        "scriptArgs",
        "gc",
        "setTimeout",
        "setInterval",
        "queueMicrotask",
        "performance",
        "Atomics",
        "SharedArrayBuffer",
        "WeakRef",
        "FinalizationRegistry",
        "atob",
        "btoa",
        "DOMException",
        "WebAssembly",
        "Deno",
        "module",
        "exports",
        "ActiveXObject",
        "WScript",
        "native",
        "FUNCTIONS",
    ] {
        assert_eq!(value(&format!("typeof {name}")), "undefined", "{name}");
        assert_eq!(fate(&body(&format!("{name}('x');"))), Err(PacError::Failed), "{name}");
    }
    for (want, expected) in [
        // Nobody loads it; the promise is not kept.
        ("import('fs');", Ok("DIRECT".to_owned())),
        ("import('./other.pac').then(function (m) { throw m; });", Ok("DIRECT".to_owned())),
        ("Function('return this')().require('fs');", Err(PacError::Failed)),
        ("(0, eval)('import.meta');", Err(PacError::Failed)),
        ("new Worker('x');", Err(PacError::Failed)),
    ] {
        assert_eq!(fate(&body(want)), expected, "{want}");
    }
    assert_eq!(fate("import fs from 'fs';\nfunction FindProxyForURL() {}"), Err(PacError::Broken));
    assert_eq!(fate("export function FindProxyForURL() {}"), Err(PacError::Broken));
    let names = value("Object.getOwnPropertyNames(globalThis).length < 100");
    assert_eq!(names, "true");
}

#[test]
fn spoiling_the_language_spoils_only_the_script() {
    for spoilt in [
        "Object.prototype.MON = 5; Object.prototype.toString = null;",
        "Object.prototype.get = function () { throw 1; };",
        "Object.prototype['*.amazon.co.jp'] = 5;",
        "Array.prototype[0] = 'x'; Array.prototype.push = null;",
        "delete Object.prototype.__proto__; Object.freeze(Object.prototype);",
        "Object.setPrototypeOf(globalThis, null);",
        "Object.defineProperty(Object.prototype, 'set', { set: function () { throw 1; } });",
    ] {
        let source =
            format!("{spoilt}\n{}", body("if (shExpMatch(host, '*.amazon.co.jp')) return 'PROXY kept:1';"));
        assert_eq!(fate(&source).as_deref(), Ok("PROXY kept:1"), "{spoilt}");
    }
    for spoilt in [
        "RegExp.prototype.test = function () { throw 1; };",
        "String.prototype.replace = null; RegExp = null;",
        "Object.defineProperty(globalThis, 'FindProxyForURL', { get: function () { throw 1; } });",
        "Object.defineProperty(globalThis, 'FindProxyForURL', { get: function () { for (;;) {} } });",
        "shExpMatch = null;",
        "Function.prototype.call = null; Date.prototype = null; Symbol.iterator = null; throw 1;",
    ] {
        let source = format!("{}\n{spoilt}", body("return shExpMatch(host, '*') ? 'DIRECT' : 'DIRECT';"));
        assert!(fate(&source).is_err(), "{spoilt}");
    }
}

#[test]
fn one_host_does_not_spoil_the_other() {
    let source = body(
        "if (host == 'endless') for (;;) {}
         if (host == 'greedy') { var a = []; while (true) a.push('x' + a.length); }
         if (host == 'thrown') throw 'x';
         if (host == 'deep') { (function f() { return f() + 1; })(); }
         return 'PROXY ' + host + ':1';",
    );
    let script = Script::load(&source, short(), Arc::new(Small::usual()), &|| false).unwrap();
    let ask = |host| script.ask(host, &|| false).map(|roads| told(&roads));
    for _ in 0..2 {
        assert_eq!(ask("a").as_deref(), Ok("PROXY a:1"));
        assert_eq!(ask("endless"), Err(PacError::Endless));
        assert_eq!(ask("b").as_deref(), Ok("PROXY b:1"));
        assert_eq!(ask("thrown"), Err(PacError::Failed));
        assert_eq!(ask("deep"), Err(PacError::Failed));
        assert_eq!(ask("greedy"), Err(PacError::Endless));
        assert_eq!(ask("c").as_deref(), Ok("PROXY c:1"));
    }
}

#[test]
fn whoever_cancels_waits_no_longer() {
    let source = body("for (;;) {}");
    let limits = Limits { load: LONG, ask: LONG, ..Limits::default() };
    let script = Script::load(&source, limits, Arc::new(Small::usual()), &|| false).unwrap();
    let (begun, wait) = sync_channel(1);
    let cancel = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&cancel);
    // Set from another thread, once the script runs.
    let setter = std::thread::Builder::new().name("cancel".to_owned());
    let setter = setter.spawn(move || {
        wait.recv().unwrap();
        let now = Instant::now();
        flag.store(true, Ordering::Relaxed);
        now
    });
    let cancelled = || {
        begun.try_send(()).ok();
        cancel.load(Ordering::Relaxed)
    };
    assert_eq!(script.ask(SELLER, &cancelled), Err(PacError::Cancelled));
    let end = Instant::now();
    let set = setter.unwrap().join().unwrap();
    assert!(end - set < Duration::from_millis(200), "{:?}", end - set);
    // What nobody waits for any more is not asked again.
    assert_eq!(script.ask(SELLER, &|| false), Err(PacError::Endless));

    let before = Script::load("for (;;) {}", limits, Arc::new(Small::usual()), &|| true);
    assert_eq!(before.map(|_| ()), Err(PacError::Cancelled));
}

#[test]
fn the_thread_ends_when_it_is_cancelled() {
    for endless in ["for (;;) {}", "/^(a+)+$/.test('a'.repeat(90) + 'b');"] {
        let (gone, wait) = sync_channel(1);
        let limits = Limits { load: LONG * 10, ask: LONG * 10, ..Limits::default() };
        let script = Script::load(endless, limits, Arc::new(Ends(gone)), &|| true);
        assert_eq!(script.map(|_| ()), Err(PacError::Cancelled));
        wait.recv_timeout(LONG).expect("the thread has ended, and with it what it held");
    }
}

#[test]
fn facts_say_what_went_wrong() {
    for (source, expected) in [
        (body(""), ScriptOutcome::Answered),
        ("<html>".to_owned(), ScriptOutcome::Broken),
        (body("throw 1;"), ScriptOutcome::Failed),
        (body("for (;;) {}"), ScriptOutcome::Endless),
        (format!("// {}\n{}", "x".repeat(1024 * 1024), body("")), ScriptOutcome::TooBig),
        (format!("// {}\n{}", "x".repeat(1024 * 1024 - 100), body("")), ScriptOutcome::Answered),
    ] {
        assert_eq!(facts_of(source.as_bytes(), None).outcome, expected, "{source:.80}");
    }
    let one = facts_of(body("if (host == 'www.amazon.co.jp') throw 1;").as_bytes(), None);
    assert_eq!(one.outcome, ScriptOutcome::Failed);
    assert_eq!(one.road(SELLER), Some(&Road::Direct), "what it answered is kept");
    assert_eq!(one.road("www.amazon.co.jp"), None);

    let address = ScriptAddress::new("http://pac/p.pac");
    let loaded = Loaded { address, detected: true, content: Err(ScriptOutcome::Missing(Some(404))) };
    let answers: Arc<dyn Answers> = Arc::new(Small::usual());
    let facts = facts(loaded, Limits::default(), &answers, &|| false, &[SELLER]);
    assert_eq!((facts.outcome, facts.detected), (ScriptOutcome::Missing(Some(404)), true));
}

#[test]
fn what_needs_a_network_is_said_and_not_guessed() {
    let now = Small::usual().now;
    let outcome = |source: &str, own: Vec<IpAddr>| {
        let content = Content { bytes: source.as_bytes().to_vec(), content_type: None };
        let loaded = Loaded { address: ScriptAddress::new("/p.pac"), detected: false, content: Ok(content) };
        let answers: Arc<dyn Answers> = Arc::new(Offline::new(now.clone(), own));
        let facts = facts(loaded, Limits::default(), &answers, &|| false, &[SELLER]);
        assert!(facts.outcome == ScriptOutcome::Answered || facts.answers.is_empty());
        facts.outcome
    };
    for asks in [
        "return isInNet(host, '10.0.0.0', '255.0.0.0') ? 'DIRECT' : 'PROXY a:1';",
        "return dnsResolve(host) ? 'DIRECT' : 'PROXY a:1';",
        "return isResolvable('intra') ? 'DIRECT' : 'PROXY a:1';",
        "return dnsResolveEx(host).split(';')[0].x.y;",
        "return isInNet(myIpAddress(), '10.0.0.0', '255.0.0.0') ? 'DIRECT' : 'PROXY a:1';",
        "return myIpAddressEx() == '' ? 'DIRECT' : 'PROXY a:1';",
    ] {
        assert_eq!(outcome(&body(asks), Vec::new()), ScriptOutcome::NeedsNetwork, "{asks}");
    }
    let early = format!("var name = dnsResolve('wpad').split('.');\n{}", body(""));
    assert_eq!(outcome(&early, Vec::new()), ScriptOutcome::NeedsNetwork);
    for alone in [
        "return isInNet('10.1.1.1', '10.0.0.0', '255.0.0.0') ? 'DIRECT' : 'PROXY a:1';",
        "return isPlainHostName(host) && isResolvable(host) ? 'DIRECT' : 'PROXY a:1';",
        "return dnsResolve('127.0.0.1') + dnsResolve('localhost') + isInNet(host, 'x', 'y');",
    ] {
        assert_eq!(outcome(&body(alone), Vec::new()), ScriptOutcome::Answered, "{alone}");
    }
    let own = "return isInNet(myIpAddress(), '10.0.0.0', '255.0.0.0') ? 'DIRECT' : 'PROXY a:1';";
    assert_eq!(outcome(&body(own), vec!["10.0.0.9".parse().unwrap()]), ScriptOutcome::Answered);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 64, ..Default::default() })]
    #[test]
    fn any_text_is_no_script_or_a_short_one(source in "\\PC{0,200}", tail in "[a-z(){};=+.'0-9 ]{0,80}") {
        for source in [source, body(&tail)] {
            if let Ok(script) = Script::load(&source, short(), Arc::new(Small::usual()), &|| false) {
                script.ask(SELLER, &|| false).ok();
            }
        }
    }

    #[test]
    fn any_answer_has_a_road(text in "\\PC{0,100}") {
        proptest::prop_assert!(!crate::environment::network::server::parse_pac_result(&text).is_empty());
    }
}
