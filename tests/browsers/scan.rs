//! What the program printed about a machine.

use std::process::Output;

use serde_json::Value;

use crate::SELLER;

/// The result of `inspect --json`.
pub(crate) struct Scan {
    report: Value,
    /// Everything that was printed, errors too.
    pub(crate) printed: String,
}

impl Scan {
    pub(crate) fn new(output: &Output) -> Self {
        let stdout = String::from_utf8(output.stdout.clone()).unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}\n{stderr}", output.status);
        let report: Value = serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout}"));
        let scan = Self { printed: format!("{stdout}{stderr}"), report };
        let reasons = scan.list("findings").iter().any(|finding| finding["likelihood"] != "info");
        assert_eq!(
            output.status.code(),
            Some(reasons.into()),
            "the exit code says whether there are reasons"
        );
        scan
    }

    /// The entries of one of the report's lists.
    pub(crate) fn list(&self, key: &str) -> &[Value] {
        self.report[key].as_array().unwrap_or_else(|| panic!("no list {key} in {}", self.report))
    }

    /// The finding with an id, which must be there once.
    pub(crate) fn finding(&self, id: &str) -> &Value {
        let found: Vec<&Value> = self.list("findings").iter().filter(|finding| finding["id"] == id).collect();
        match found.as_slice() {
            [finding] => finding,
            _ => panic!("{id} is there {} times. {}", found.len(), self.summary()),
        }
    }

    /// The values that a finding stands on, each as `place | key | value`.
    pub(crate) fn evidence(&self, id: &str) -> String {
        let evidence = self.finding(id)["evidence"].as_array().unwrap();
        let line =
            |one: &Value| format!("{} | {} | {}", text(one, "place"), text(one, "key"), text(one, "value"));
        evidence.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// A finding is there: about this subject, set by this one, and its evidence has all of `words`.
    #[track_caller]
    pub(crate) fn assert_found(&self, id: &str, subject: &str, set_by: &str, words: &[&str]) {
        let finding = self.finding(id);
        assert!(text(finding, "subject").contains(subject), "{subject}: {finding}");
        assert_eq!(text(finding, "set_by"), set_by, "{finding}");
        let evidence = self.evidence(id);
        for word in words {
            assert!(evidence.contains(word), "{word} is not in the evidence of {id}:\n{evidence}");
        }
        for part in ["summary", "why", "recheck"] {
            assert!(!text(finding, part).is_empty(), "{part}: {finding}");
        }
    }

    /// None of the findings whose ids start so are there.
    #[track_caller]
    pub(crate) fn assert_none(&self, starts: &[&str]) {
        let wrong = |finding: &&Value| starts.iter().any(|start| text(finding, "id").starts_with(start));
        let found: Vec<&Value> = self.list("findings").iter().filter(wrong).collect();
        assert!(found.is_empty(), "{found:#?}");
    }

    /// All profiles of a browser, by its id in the inventory.
    pub(crate) fn profiles(&self, browser: &str) -> Vec<&Value> {
        self.list("browsers").iter().filter(|profile| profile["browser"] == browser).collect()
    }

    /// The profile of a browser that was used last.
    pub(crate) fn profile(&self, browser: &str) -> &Value {
        let profiles = self.profiles(browser);
        let used: Vec<_> = profiles.iter().filter(|profile| profile["last_used"] == true).collect();
        assert_eq!(used.len(), 1, "one profile of {browser} is the last used: {profiles:#?}");
        used[0]
    }

    /// The road to Seller Central of the profile of a browser that was used last.
    pub(crate) fn route(&self, browser: &str) -> &Value {
        let subject = &self.profile(browser)["subject"];
        let is_wanted = |route: &&Value| route["subject"] == *subject && route["host"] == SELLER;
        self.list("routes").iter().find(is_wanted).unwrap_or_else(|| panic!("no road of {subject}"))
    }

    /// Amazon's cookies in the profile of a browser that was used last; the store must have been read.
    pub(crate) fn cookies(&self, browser: &str) -> &[Value] {
        let jar = &self.profile(browser)["jar"];
        assert_eq!(jar["state"], "ok", "the cookies of {browser} were read: {jar}");
        jar["cookies"].as_array().unwrap()
    }

    /// Nothing of a browser was left unread.
    #[track_caller]
    pub(crate) fn assert_read(&self, label: &str) {
        let of = |unread: &&Value| text(unread, "subject").contains(label);
        let left: Vec<&Value> = self.list("unread").iter().filter(of).collect();
        assert!(left.is_empty(), "{left:#?}");
    }

    /// What is there, in a few lines.
    pub(crate) fn summary(&self) -> String {
        let line = |entry: &Value, keys: &[&str]| {
            keys.iter().map(|key| text(entry, key)).collect::<Vec<_>>().join(" | ")
        };
        let mut lines = vec!["Findings:".to_owned()];
        lines.extend(self.list("findings").iter().map(|entry| line(entry, &["id", "subject", "set_by"])));
        lines.push("Profiles:".to_owned());
        lines.extend(self.list("browsers").iter().map(|entry| line(entry, &["subject", "state"])));
        lines.push("Unread:".to_owned());
        lines.extend(
            self.list("unread").iter().map(|entry| line(entry, &["subject", "topic", "path", "state"])),
        );
        lines.join("\n")
    }
}

/// A text in an object; other values as JSON writes them.
pub(crate) fn text(object: &Value, key: &str) -> String {
    match &object[key] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
