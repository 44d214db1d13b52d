//! The text of a file of answers, through the engine: never a panic, probabilities sum to 1, no locked step is next.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use login_triage::knowledge::Knowledge;
use login_triage::triage::{Answers, Model};

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::new(Arc::new(Knowledge::embedded().expect("the build has checked it"))));

fuzz_target!(|text: &str| {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let Ok(answers) = options.from_str::<Answers>(text) else { return };
    let Ok(evidence) = MODEL.evidence(&answers) else { return };
    let posterior = MODEL.posterior(&evidence);
    let sum: f64 = posterior.order().iter().map(|cause| posterior.of(*cause)).sum();
    assert!((sum - 1.0).abs() < 1e-9);
    let locked = MODEL.locked(&evidence, &posterior);
    for next in MODEL.next_steps(&evidence, &posterior) {
        assert!(locked.iter().all(|locked| locked.step != next.step));
    }
});
