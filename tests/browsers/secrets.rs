//! What cookies, addresses and forms hold is never shown.

use serde_json::json;

use crate::chromium::{self, Chromium};
use crate::firefox::{self, Firefox};
use crate::home::Home;
use crate::server::Server;
use crate::{SECRET, SELLER};

#[test]
fn no_secret_is_ever_shown() {
    let home = Home::new();
    let server = Server::of_amazon();
    let mut chromium = Chromium::start_again(&home);
    let mut firefox = Firefox::start(&home);

    let tab = chromium::sign_in(&mut chromium);
    let page = format!("https://{SELLER}/ap/signin?token={SECRET}#{SECRET}");
    chromium.open(&page);
    chromium.bookmark(&page);
    chromium.bookmark(&format!("https://user:{SECRET}@sellercentral.amazon.com/home"));
    chromium.run(&tab, &format!("localStorage.setItem('token', '{SECRET}')"));
    assert!(chromium.set("session.startup_urls", &json!([page])));
    assert!(chromium.set("session.restore_on_startup", &json!(4)));
    chromium.flush_cookies();

    firefox::sign_in(&mut firefox, &server);
    firefox.visit(&page);
    firefox.bookmark(&page);
    firefox.bookmark(&format!("https://user:{SECRET}@sellercentral.amazon.com/home"));
    let save = r"
        const { FormHistory } = ChromeUtils.importESModule('resource://gre/modules/FormHistory.sys.mjs');
        await FormHistory.update({ op: 'add', fieldname: 'email', value: args[0] });
    ";
    firefox.run(save, &[SECRET.into()]);
    firefox.set(
        "network.proxy.autoconfig_url",
        &json!(format!("http://user:{SECRET}@proxy.example.jp/x?{SECRET}")),
    );
    firefox.set("network.proxy.type", &json!(2));
    firefox.wait_for_text("places.sqlite", SECRET);
    firefox.wait_for_prefs("the proxy", |text| text.contains("network.proxy.type"));

    let check = || {
        let scan = home.inspect();
        assert!(!scan.printed.contains(SECRET), "{}", scan.printed);
        // It is not that nothing was read.
        assert!(!scan.profiles(chromium::ID).is_empty() && !scan.profiles(firefox::ID).is_empty());
    };
    check();
    chromium.close();
    firefox.close();
    check();
}
