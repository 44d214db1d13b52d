use super::*;

fn entry(section: Section, text: &str) -> PlanEntry {
    PlanEntry { section, text: text.to_owned(), ..PlanEntry::default() }
}

/// A plan that lacks nothing.
fn whole() -> Plan {
    let mut done = entry(Section::Done, "商品ページ2件を削除しました。");
    done.owner = "佐藤".to_owned();
    done.date = "2026年3月3日".to_owned();
    done.evidence = "削除した画面の写し".to_owned();
    Plan {
        violation: "商標権の侵害".to_owned(),
        identifiers: "B08XYZ1234".to_owned(),
        entries: vec![
            entry(Section::Cause, "2026年2月10日、出品担当の鈴木が12項目の確認を省きました。"),
            done,
            entry(Section::Prevention, "出品の手順書に確認を3つ加え、店長の田中が毎週月曜に見ます。"),
        ],
        ..Plan::default()
    }
}

#[test]
fn what_stands_in_a_field_need_not_stand_in_the_sentence() {
    let mut written = entry(Section::Done, "商品ページを削除しました。");
    assert_eq!(entry_flags(&written), [Flag::NoNumber, Flag::NoOwner, Flag::NoDate]);
    written.owner = "小鳥遊".to_owned();
    written.date = "3月3日".to_owned();
    assert_eq!(entry_flags(&written), [Flag::NoNumber]);
    written.identifiers = "B08XYZ1234".to_owned();
    assert_eq!(entry_flags(&written), []);
    written.owner = "〇〇".to_owned();
    assert_eq!(entry_flags(&written), [Flag::NoOwner, Flag::CopiedTemplate]);
    written.owner = "当社".to_owned();
    assert_eq!(entry_flags(&written), [Flag::NoOwner]);
    assert_eq!(entry_flags(&PlanEntry::default()), []);
}

#[test]
fn a_whole_plan_lacks_nothing_and_an_empty_one_everything_but_a_mixture() {
    assert_eq!(gaps(&whole()), []);
    let sections = Section::ALL.map(Gap::Section);
    let mut all = vec![Gap::Violation, Gap::Identifiers];
    all.extend(sections);
    all.extend([Gap::InternalReview, Gap::Evidence]);
    assert_eq!(gaps(&Plan::default()), all);
}

#[test]
fn each_gap_is_told_by_itself() {
    type Damage = fn(&mut Plan);
    let damages: [(Gap, Damage); 6] = [
        (Gap::Violation, |plan| plan.violation.clear()),
        (Gap::Identifiers, |plan| plan.identifiers = "〇〇".to_owned()),
        (Gap::Section(Section::Cause), |plan| plan.entries[0].text = " ".to_owned()),
        (Gap::InternalReview, |plan| plan.entries[2].text = "店長の田中が毎週月曜に3点を見ます。".to_owned()),
        (Gap::Evidence, |plan| plan.entries[1].evidence.clear()),
        (Gap::Mixed, |plan| plan.entries[0].text.push_str("出荷遅延もありました。")),
    ];
    for (gap, damage) in damages {
        let mut plan = whole();
        damage(&mut plan);
        assert_eq!(gaps(&plan), [gap]);
    }
}
