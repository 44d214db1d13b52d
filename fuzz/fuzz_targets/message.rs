//! A pasted message: never a panic, and folding what is folded changes nothing.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use login_triage::knowledge::Knowledge;
use login_triage::triage::{Answers, Model, fold};

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::new(Arc::new(Knowledge::embedded().expect("the build has checked it"))));

fuzz_target!(|text: &str| {
    let folded: String = fold(text).into_iter().collect();
    assert_eq!(fold(&folded).into_iter().collect::<String>(), folded);
    let answers = Answers { message: Some(text.to_owned()), ..Answers::default() };
    MODEL.evidence(&answers).expect("a message is no id");
});
