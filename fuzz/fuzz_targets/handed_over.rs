//! What anybody says at the door of the first start: never a panic, and no note whose path is not whole.
#![no_main]

use libfuzzer_sys::fuzz_target;
use login_triage::platform::instance::{read_request, write_request};

fuzz_target!(|bytes: &[u8]| {
    let Ok(request) = read_request(bytes) else { return };
    assert!(request.case.as_ref().is_none_or(|path| path.is_absolute()));
    // What is understood is said again in the same way.
    let line = write_request(&request).expect("it was a line before");
    assert_eq!(read_request(line.as_bytes()), Ok(request));
});
