//! Proxy scripts (PAC) on the network: each is fetched once, and asked.

use std::sync::Arc;

use url::Url;

use super::errand::{Errand, together};
use super::http::{self, Failure};
use super::names::{Names, NamesOn};
use super::reach::{self, Stream};
use super::tls::{self, Insecure};
use super::{Check, HOSTS};
use crate::environment::facts::{
    Contact, Detected, Machine, OwnProxy, ProxyConfig, ScriptAddress, ScriptFacts, ScriptOutcome,
};
use crate::environment::network::pac::{self, Answers, Content, Limits, Loaded};

/// Larger scripts are not loaded: browsers refuse them, too.
const LARGEST_SCRIPT: usize = 1024 * 1024;
/// A machine with more scripts does not exist but on purpose.
const MOST_SCRIPTS: usize = 8;

/// Where a script is that the network tells of. The operating system puts its own domains behind the name.
/// Browsers on Windows may also ask the server that gave the machine its address (DHCP), which nobody else can.
const DETECTED: &str = "http://wpad/wpad.dat";

/// Fetches the scripts that are set anywhere on the machine, and the one that the network tells of where anything is
/// set to ask for it; puts what they answer into the facts. Says whether the network told of one.
pub(super) fn ask_all(check: Check<'_>, machine: &mut Machine) -> Option<Detected> {
    let detects = configs(machine).any(|config| config.auto_detect.is_some());
    let mut wanted: Vec<(ScriptAddress, bool)> =
        addresses(machine).into_iter().chain(unanswered(machine)).map(|address| (address, false)).collect();
    if detects {
        wanted.push((ScriptAddress::new(DETECTED), true));
    }
    let names = Names::new(check.internet, check.root, machine);
    let errand = |(address, detected): (ScriptAddress, bool)| {
        let names = &names;
        move || ask(check, address, detected, names)
    };
    let answers = together(wanted.into_iter().map(errand).collect());
    let answers: Vec<ScriptFacts> = answers.into_iter().flatten().collect();
    let found = answers.iter().any(|script| script.detected && is_there(script.outcome));
    for facts in answers {
        // Most networks tell of none, and that is no fault of a script.
        if !facts.detected || is_there(facts.outcome) {
            keep(machine, facts);
        }
    }
    detects.then_some(if found { Detected::Found } else { Detected::Nothing })
}

/// Whether something was loaded.
fn is_there(outcome: ScriptOutcome) -> bool {
    match outcome {
        ScriptOutcome::Answered
        | ScriptOutcome::NeedsNetwork
        | ScriptOutcome::TooBig
        | ScriptOutcome::Broken
        | ScriptOutcome::Failed
        | ScriptOutcome::Endless => true,
        ScriptOutcome::NotLoaded
        | ScriptOutcome::BadAddress
        | ScriptOutcome::Missing(_)
        | ScriptOutcome::Unreachable
        | ScriptOutcome::TimedOut => false,
    }
}

/// Takes the place of what was known of the same script.
fn keep(machine: &mut Machine, facts: ScriptFacts) {
    let same = |known: &&mut ScriptFacts| known.address == facts.address && known.detected == facts.detected;
    match machine.scripts.iter_mut().find(same) {
        Some(known) => *known = facts,
        None => machine.scripts.push(facts),
    }
}

fn ask(check: Check<'_>, address: ScriptAddress, detected: bool, names: &Names) -> ScriptFacts {
    let errand = check.errand();
    let content = if is_on_network(&address) {
        fetch(errand, &address)
    } else {
        let (root, address) = (Arc::clone(check.root), address.clone());
        errand.aside(move || pac::content(&root, &address)).unwrap_or(Err(ScriptOutcome::TimedOut))
    };
    let content = content.map_err(|failure| {
        // Whatever broke: with no time left, that was the reason.
        if errand.left().is_none() { ScriptOutcome::TimedOut } else { failure }
    });
    let names = names.on(errand);
    let answers: Arc<dyn Answers> = Arc::<NamesOn>::clone(&names);
    let loaded = Loaded { address, detected, content };
    let facts = pac::facts(loaded, Limits::default(), &answers, &|| errand.cancelled(), &HOSTS);
    names.end();
    facts
}

/// All proxy settings on the machine.
fn configs(machine: &Machine) -> impl Iterator<Item = &ProxyConfig> {
    let system = machine.system_proxy.iter();
    let system = system.flat_map(|system| std::iter::once(&system.config).chain(&system.variables));
    let browsers = machine.browsers.iter().flat_map(|browser| {
        let company = browser.policy.proxy.iter().filter_map(|choice| choice.config.as_ref());
        let shortcuts = browser.shortcuts.iter().filter_map(|shortcut| shortcut.config.as_ref());
        let profiles = browser.profiles.iter().filter_map(|profile| match &profile.proxy {
            OwnProxy::Own(choice) => choice.config.as_ref(),
            OwnProxy::System | OwnProxy::Unread => None,
        });
        company.chain(shortcuts).chain(profiles)
    });
    system.chain(browsers)
}

/// The addresses of all scripts that are on the network, each once.
fn addresses(machine: &Machine) -> Vec<ScriptAddress> {
    let mut addresses: Vec<ScriptAddress> = Vec::new();
    for setting in configs(machine).filter_map(|config| config.script.as_ref()) {
        if is_on_network(&setting.address) && !addresses.contains(&setting.address) {
            addresses.push(setting.address.clone());
        }
    }
    addresses.truncate(MOST_SCRIPTS);
    addresses
}

/// The addresses of scripts of this machine that were asked, and want to know something of the network.
fn unanswered(machine: &Machine) -> Vec<ScriptAddress> {
    let scripts = machine.scripts.iter();
    let open = scripts.filter(|script| script.outcome == ScriptOutcome::NeedsNetwork && !script.detected);
    open.map(|script| script.address.clone()).filter(|address| !is_on_network(address)).collect()
}

fn is_on_network(address: &ScriptAddress) -> bool {
    Url::parse(address.reveal()).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// What a server says to the question for a script.
enum Answer {
    Script(Content),
    SentOn(Url),
}

/// Loads a script, directly as browsers do. Once it may be sent on, to another place on the same host.
fn fetch(errand: Errand<'_>, address: &ScriptAddress) -> Result<Content, ScriptOutcome> {
    let url = Url::parse(address.reveal()).or(Err(ScriptOutcome::BadAddress))?;
    match get(errand, &url)? {
        Answer::Script(content) => Ok(content),
        Answer::SentOn(to) => match get(errand, &to)? {
            Answer::Script(content) => Ok(content),
            Answer::SentOn(_) => Err(ScriptOutcome::Missing(None)),
        },
    }
}

/// No user, password or cookie goes with the question, even where the address has some.
fn get(errand: Errand<'_>, url: &Url) -> Result<Answer, ScriptOutcome> {
    let host = url.host_str().ok_or(ScriptOutcome::BadAddress)?;
    let port = url.port_or_known_default().ok_or(ScriptOutcome::BadAddress)?;
    let wire = reach::dial(errand, host, port).map_err(|contact| match contact {
        Contact::TimedOut => ScriptOutcome::TimedOut,
        _ => ScriptOutcome::Unreachable,
    })?;
    let mut stream: Box<dyn Stream + '_> = Box::new(wire);
    if url.scheme() == "https" {
        let bare = host.trim_matches(['[', ']']);
        let secured = tls::secure(errand, bare, stream).map_err(|insecure| match insecure {
            Insecure::BrokeOff(_) | Insecure::NoTls | Insecure::Untrusted(_) => ScriptOutcome::Unreachable,
        })?;
        stream = Box::new(secured.0);
    }
    let place = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let question = http::question(&target(url), &place);
    stream.write_all(question.as_bytes()).or(Err(ScriptOutcome::Unreachable))?;
    let (head, came) = http::read_head(stream.as_mut()).map_err(of_failure)?;
    if let Some(to) = head.location() {
        let to = url.join(to).ok().filter(|to| is_same_place(url, to));
        return to.map(Answer::SentOn).ok_or(ScriptOutcome::Missing(Some(head.status)));
    }
    if head.status != 200 {
        return Err(ScriptOutcome::Missing(Some(head.status)));
    }
    let bytes = http::read_body(&head, came, stream.as_mut(), LARGEST_SCRIPT).map_err(of_failure)?;
    Ok(Answer::Script(Content { bytes, content_type: head.header("content-type").map(str::to_owned) }))
}

fn of_failure(failure: Failure) -> ScriptOutcome {
    match failure {
        Failure::TooBig => ScriptOutcome::TooBig,
        Failure::Unclear | Failure::BrokeOff => ScriptOutcome::Unreachable,
    }
}

/// Path and query.
pub(super) fn target(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

/// The same host and port, or the same host over TLS at its usual port.
fn is_same_place(from: &Url, to: &Url) -> bool {
    let same_door = (from.scheme(), from.port()) == (to.scheme(), to.port());
    let safer_door = (to.scheme(), to.port(), from.port()) == ("https", None, None);
    from.host_str() == to.host_str() && (same_door || safer_door)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::facts::{Evidence, Os, ProxyOrigin, ScriptSetting, SetBy, SystemProxy};

    fn evidence() -> Evidence {
        Evidence {
            place: String::new(),
            key: String::new(),
            value: String::new(),
            default: String::new(),
            set_by: SetBy::Person,
        }
    }

    fn config(address: &str) -> ProxyConfig {
        let address = ScriptAddress::new(address);
        let script = ScriptSetting { address, mandatory: false, certain: true, evidence: evidence() };
        ProxyConfig { script: Some(script), ..ProxyConfig::default() }
    }

    #[test]
    fn scripts_on_the_network_are_found_once_each() {
        let mut machine = Machine::unknown(Os::Linux, jiff::Timestamp::UNIX_EPOCH);
        let system = |config, variables| {
            Some(SystemProxy { origin: ProxyOrigin::Gnome, config, variables: Some(variables) })
        };
        machine.system_proxy = system(config("HTTP://a.example/p.pac"), config("https://b.example/p.pac"));
        let found: Vec<String> =
            addresses(&machine).iter().map(|address| address.reveal().to_owned()).collect();
        assert_eq!(found, ["HTTP://a.example/p.pac", "https://b.example/p.pac"]);
        machine.system_proxy = system(config("http://a.example/p"), config("http://a.example/p"));
        assert_eq!(addresses(&machine).len(), 1);
        machine.system_proxy = system(config("file:///etc/p.pac"), config("data:,x"));
        assert_eq!(addresses(&machine), [], "those are read without a network");
    }

    #[test]
    fn a_script_may_move_on_its_host_only() {
        let from = Url::parse("http://pac.example/a.pac").unwrap();
        let same = |to: &str| is_same_place(&from, &from.join(to).unwrap());
        assert!(same("/b.pac") && same("http://pac.example/x") && same("https://pac.example/a.pac"));
        assert!(!same("http://other.example/a.pac") && !same("//evil/a.pac"));
        assert!(!same("http://pac.example:8080/a.pac") && !same("ftp://pac.example/a.pac"));
        assert!(!same("https://pac.example:8443/a.pac"));
    }

    #[test]
    fn the_question_holds_path_and_query_alone() {
        let url = Url::parse("http://taro:hunter2@pac.example/a b.pac?k=v#x").unwrap();
        assert_eq!(target(&url), "/a%20b.pac?k=v");
    }
}
