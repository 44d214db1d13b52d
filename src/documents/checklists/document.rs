//! A checklist as a paper: what is done, what comes next, what must not be done yet.

use crate::case::export::{Audience, Block, Document, Language, Line, Section};
use crate::documents::papers::Material;
use crate::ui::text::{self, checklists as words};

use super::{Item, ItemState, List, Standing, table};

/// A list as it stands in a note that `audience` may see. Of an id that is not known, a paper with nothing in it.
pub fn document(list: &str, material: &Material<'_>, audience: Audience) -> Document {
    let list = table().list(list);
    let sections = list.map(|list| sections(list, material)).unwrap_or_default();
    Document {
        language: Language::Japanese,
        title: list.map_or(words::TITLE, |list| &list.label).to_owned(),
        about: vec![
            text::export::for_whom(audience).to_owned(),
            text::export::made(material.now, material.zone),
            text::export::id(&material.case.id),
        ],
        sections,
        foot: words::FOOT.map(str::to_owned).to_vec(),
    }
}

fn sections(list: &List, material: &Material<'_>) -> Vec<Section> {
    let states = list.states(&material.case.ticks);
    let done = states.iter().filter(|state| state.is_done()).count();
    let about = [words::progress_told(done, states.len()), list.about.clone()].join("\n");
    let items = states.iter().map(|state| line(state, material)).collect();
    let avoid = list.avoid.iter().filter_map(|id| material.knowledge.hazard(id));
    let avoid = avoid.map(|hazard| Line { text: hazard.label.clone(), more: vec![hazard.harm.clone()] });
    let section = |heading: &str, block| Section { heading: heading.to_owned(), blocks: vec![block] };
    vec![
        section(words::PROGRESS, Block::Text(about)),
        section(words::ITEMS, Block::Steps(items)),
        section(words::AVOID, Block::List(avoid.collect())),
    ]
}

fn line(state: &ItemState<'_, '_>, material: &Material<'_>) -> Line {
    let knowledge = material.knowledge;
    let label = state.item.says(knowledge);
    let tick = state.tick.map(|tick| (text::export::stamp(tick.at, material.zone), tick.by.as_str()));
    match &state.standing {
        Standing::Done => {
            let since = tick.map(|(at, by)| words::done(&at, by));
            Line { text: words::mark_done(label), more: since.into_iter().collect() }
        }
        Standing::Open => Line { text: words::mark_open(label), more: open(state.item, material) },
        Standing::Locked(waits) => {
            let before = tick.map(|(at, by)| words::ticked_before(&at, by));
            let first = words::first(waits.iter().map(|item| item.says(knowledge)));
            let hazard = state.item.hazard.as_deref().and_then(|id| knowledge.hazard(id));
            let early = hazard.map(|hazard| words::early(&hazard.harm));
            let who = words::who_and_long(state.item, knowledge);
            let more = [Some(who), before, Some(first), early];
            Line { text: words::mark_locked(label), more: more.into_iter().flatten().collect() }
        }
    }
}

fn open(item: &Item, material: &Material<'_>) -> Vec<String> {
    let knowledge = material.knowledge;
    let mut more = vec![words::who_and_long(item, knowledge)];
    more.extend(item.note.clone());
    more.extend(item.reasons(knowledge).map(str::to_owned));
    let how = item.told_by(knowledge).map(|step| step.how.as_slice()).unwrap_or_default();
    more.extend(how.iter().cloned());
    more.extend(item.otherwise.iter().map(|otherwise| otherwise.text.clone()));
    let pages = item.pages(knowledge).map(|link| {
        let place = link.path.as_ref().or(link.url.as_ref());
        place.map_or_else(|| link.label.clone(), |place| text::export::named(&link.label, place))
    });
    more.extend(pages);
    more
}
