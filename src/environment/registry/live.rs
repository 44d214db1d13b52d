//! The registry of this machine, opened for reading only, in its 64-bit view.

use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE, Type, Value as Raw};

use super::{Hive, Value, split_list, until_nul};
use crate::environment::read::{Read, ReadState};

/// More keys than any key that is listed here has on a healthy machine.
const MOST_KEYS: usize = 4096;

pub(super) fn value(hive: Hive, key: &str, name: &str) -> Read<Value> {
    let key = open(hive, key)?;
    key.get_value(name).map(|raw| convert(&raw)).map_err(|error| state_of(error.code().0))
}

pub(super) fn values(hive: Hive, key: &str) -> Read<Vec<(String, Value)>> {
    let key = open(hive, key)?;
    let values = key.values().map_err(|error| state_of(error.code().0))?;
    Ok(values.map(|(name, raw)| (name, convert(&raw))).collect())
}

pub(super) fn keys(hive: Hive, key: &str) -> Read<Vec<String>> {
    let key = open(hive, key)?;
    let keys = key.keys().map_err(|error| state_of(error.code().0))?;
    Ok(keys.take(MOST_KEYS).collect())
}

fn open(hive: Hive, key: &str) -> Read<Key> {
    let top = match hive {
        Hive::CurrentUser => CURRENT_USER,
        Hive::LocalMachine => LOCAL_MACHINE,
    };
    top.options().read().wow64_64().open(key).map_err(|error| state_of(error.code().0))
}

fn convert(raw: &Raw) -> Value {
    let bytes: &[u8] = raw;
    match raw.ty() {
        Type::U32 | Type::U64 if bytes.len() <= 8 => {
            Value::Number(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
        }
        Type::String | Type::ExpandString => Value::Text(until_nul(&String::from_utf16_lossy(raw.as_wide()))),
        Type::MultiString => Value::List(split_list(&String::from_utf16_lossy(raw.as_wide()))),
        _ => Value::Bytes(bytes.to_vec()),
    }
}

/// What an error of the registry says. The codes are Win32 errors as HRESULT.
fn state_of(code: i32) -> ReadState {
    const NOT_FOUND: i32 = 0x8007_0002_u32.cast_signed();
    if code == NOT_FOUND { ReadState::Absent } else { ReadState::Denied }
}
