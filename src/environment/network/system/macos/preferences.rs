//! What the network services of a Mac have set, in the file behind the network settings. Which of them is in use is
//! not in the file.
//!
//! Source: Apple, `SCPreferences` and `SCNetworkSet`: the current set names its services in their order.

use serde_json::Value;

use super::super::Failure;
use super::Dictionary;
use crate::environment::browsers::property_list;
use crate::environment::facts::ProxyConfig;
use crate::environment::mask;
use crate::environment::read::ReadState;
use crate::environment::root::Root;

const FILE: &str = "/Library/Preferences/SystemConfiguration/preferences.plist";

/// Networks that are made by dialling, and not there until then.
const DIALLED: [&str; 3] = ["PPP", "VPN", "IPSec"];

/// The proxies of the first service in the order that has any. It need not be the one in use: nothing is certain.
pub(super) fn read(root: &Root) -> Result<ProxyConfig, Failure> {
    let path = root.inside(FILE);
    let place = root.shown(&path);
    let list = property_list(root, &path).map_err(|state| {
        // Without that file the Mac has no network settings of its own; a copy without it says nothing.
        let state = if state == ReadState::Absent { ReadState::Unsupported } else { state };
        Failure::new(place.as_str(), state)
    })?;
    let Some(services) = services(&list) else {
        return Err(Failure::new(place, ReadState::Unparsable));
    };
    let found = services.into_iter().find_map(|service| {
        let name = service.get("UserDefinedName").and_then(Value::as_str).unwrap_or_default();
        let before = format!("{} / ", mask::shown(name));
        let values = service.get("Proxies").filter(|proxies| is_active(proxies))?.as_object();
        let config = Dictionary { values, place: &place, before: &before, certain: false }.config();
        (!config.is_direct()).then_some(config)
    });
    Ok(found.unwrap_or_default())
}

/// The services of the current set that are switched on, in their order; none if the file is another one.
fn services(list: &Value) -> Option<Vec<&Value>> {
    // Such as `/Sets/4B4E…`.
    let set = list.pointer(list.get("CurrentSet")?.as_str()?)?;
    let known = list.get("NetworkServices")?.as_object()?;
    let order = set.pointer("/Network/Global/IPv4/ServiceOrder").and_then(Value::as_array);
    let ordered = order.into_iter().flatten().filter_map(Value::as_str);
    let in_set = set.pointer("/Network/Service").and_then(Value::as_object);
    let others = in_set.into_iter().flatten().map(|(id, _)| id.as_str());
    let others = others.filter(|id| !ordered.clone().any(|ordered| ordered == *id));
    let of_set = |id: &str| in_set.is_none_or(|services| services.contains_key(id));
    let services = ordered.clone().filter(|id| of_set(id)).chain(others).filter_map(|id| known.get(id));
    Some(services.filter(|service| is_active(service) && !is_dialled(service)).collect())
}

fn is_active(value: &Value) -> bool {
    !value.get("__INACTIVE__").is_some_and(|off| *off == Value::Bool(true) || off.as_i64() == Some(1))
}

fn is_dialled(service: &Value) -> bool {
    let kind = service.pointer("/Interface/Type").and_then(Value::as_str);
    kind.is_some_and(|kind| DIALLED.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn names(list: &Value) -> Option<Vec<&str>> {
        services(list)?.into_iter().map(|service| service.get("UserDefinedName")?.as_str()).collect()
    }

    fn list(order: &Value) -> Value {
        json!({
            "CurrentSet": "/Sets/S1",
            "Sets": {
                "S0": {"Network": {"Global": {"IPv4": {"ServiceOrder": ["other"]}}}},
                "S1": {"Network": {
                    "Global": {"IPv4": {"ServiceOrder": order}},
                    "Service": {"lan": {}, "wifi": {}, "vpn": {}, "off": {}},
                }},
            },
            "NetworkServices": {
                "lan": {"UserDefinedName": "Ethernet", "Interface": {"Type": "Ethernet"}},
                "wifi": {"UserDefinedName": "Wi-Fi", "Interface": {"Type": "Ethernet"}},
                "vpn": {"UserDefinedName": "VPN", "Interface": {"Type": "PPP"}},
                "off": {"UserDefinedName": "USB", "__INACTIVE__": 1},
                "other": {"UserDefinedName": "Other place"},
            },
        })
    }

    #[test]
    fn services_of_the_current_set_come_in_its_order() {
        assert_eq!(
            names(&list(&json!(["wifi", "off", "vpn", "other", "lan"]))),
            Some(vec!["Wi-Fi", "Ethernet"])
        );
        assert_eq!(names(&list(&json!(["lan"]))), Some(vec!["Ethernet", "Wi-Fi"]), "the others follow");
        assert_eq!(names(&list(&json!(null))), Some(vec!["Ethernet", "Wi-Fi"]));
        assert_eq!(names(&json!({"CurrentSet": "/Sets/none", "NetworkServices": {}})), None);
        assert_eq!(names(&json!({})), None);
    }
}
