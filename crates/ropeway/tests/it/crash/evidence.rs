//! What was seen of the runs of a killed relay, and what it proves.

use super::child::{IN_FLIGHT, SUBMITTERS, recipients};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One run of the relay.
#[derive(Debug, Default, Clone)]
pub(super) struct Run {
    pub(super) killed: bool,
    /// The numbers that it was told to submit.
    pub(super) offered: Vec<u32>,
    /// The numbers that it acknowledged, with their queue ids.
    pub(super) accepted: BTreeMap<u32, String>,
    /// The recipients whose delivery it had recorded when it said so.
    pub(super) recorded: BTreeSet<String>,
    /// What receivers and mailboxes got from it.
    pub(super) taken: Vec<Taken>,
    /// What should not have happened: deferred or failed recipients, reports.
    pub(super) troubles: Vec<String>,
}

/// A mail that somebody got.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Taken {
    pub(super) address: String,
    /// Message-ID, or the queue id where it was delivered locally.
    pub(super) mail: String,
    pub(super) content: Vec<u8>,
}

/// What a proven set of runs amounts to.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Counts {
    pub(super) kills: usize,
    pub(super) acknowledged: usize,
    /// Mails, counted for each recipient.
    pub(super) received: usize,
    /// Of these local.
    pub(super) local: usize,
    /// Transactions and local deliveries repeated because a kill came before their record.
    pub(super) repeated: usize,
    /// The most of these that one kill caused.
    pub(super) most_repeated: usize,
    /// Messages submitted again because a kill came before their acknowledgement.
    pub(super) resubmitted: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} kills, {} messages acknowledged, {} mails received ({} of them locally), none lost; duplicates: \
             {} deliveries repeated because the kill came before their record (at most {} by one kill), {} \
             messages submitted again because the kill came before their acknowledgement",
            self.kills,
            self.acknowledged,
            self.received,
            self.local,
            self.repeated,
            self.most_repeated,
            self.resubmitted
        )
    }
}

/// Number and run of the submission that an address belongs to.
pub(super) fn parse_address(address: &str) -> Option<(u32, usize)> {
    let (number, rest) = address.strip_prefix('n')?.split_once(".r")?;
    Some((number.parse().ok()?, rest.split_once('.')?.0.parse().ok()?))
}

/// Proves that nothing was lost and that each duplicate comes of a kill, or says what is wrong.
pub(super) fn explain(runs: &[Run]) -> Result<Counts, String> {
    if let Some(trouble) = runs.iter().flat_map(|run| &run.troubles).next() {
        return Err(trouble.clone());
    }
    let mut counts = Counts {
        kills: runs.iter().filter(|run| run.killed).count(),
        ..Counts::default()
    };
    let mut mails: BTreeMap<&str, Vec<(usize, &Taken)>> = BTreeMap::new();
    for (run, taken) in runs
        .iter()
        .enumerate()
        .flat_map(|(at, run)| run.taken.iter().map(move |t| (at, t)))
    {
        mails.entry(&taken.address).or_default().push((run, taken));
        counts.received += 1;
        counts.local += usize::from(taken.address.ends_with("@local.test"));
    }
    repetitions(runs, &mails, &mut counts)?;
    let accepted = submissions(runs, &mails)?;
    resubmissions(runs, &accepted, &mut counts)?;
    Ok(counts)
}

/// A recipient gets the same mail again only after a kill that came before the record.
fn repetitions(
    runs: &[Run],
    mails: &BTreeMap<&str, Vec<(usize, &Taken)>>,
    counts: &mut Counts,
) -> Result<(), String> {
    // The recipients of a message at one domain travel in one transaction; local ones go one by one.
    let mut repeated: BTreeSet<(usize, String)> = BTreeSet::new();
    for (address, got) in mails {
        let [earlier @ .., (last, final_copy)] = got.as_slice() else {
            continue;
        };
        for (at, (run, copy)) in earlier.iter().enumerate() {
            let next = got[at + 1].0;
            if copy.mail != final_copy.mail || copy.content != final_copy.content {
                return Err(format!("{address} got different mails in runs {run} and {last}"));
            }
            if *run == next {
                return Err(format!("{address} got its mail twice in run {run}"));
            }
            if !runs[*run].killed {
                return Err(format!(
                    "{address} got its mail again though run {run} was not killed"
                ));
            }
            if runs[*run].recorded.contains(*address) {
                return Err(format!(
                    "{address} got its mail again after run {run} had recorded it"
                ));
            }
            let what = match address.split_once('@') {
                Some((user, domain)) if domain != "local.test" => {
                    format!(
                        "{}@{domain}",
                        user.rsplit_once('.').map_or(user, |(message, _)| message)
                    )
                }
                _ => (*address).to_owned(),
            };
            repeated.insert((*run, what));
        }
    }
    for (run, seen) in runs.iter().enumerate() {
        if let Some(address) = seen.recorded.iter().find(|address| {
            mails
                .get(address.as_str())
                .and_then(|got| got.last())
                .is_none_or(|(last, _)| *last != run)
        }) {
            return Err(format!(
                "run {run} recorded a delivery to {address} that it did not make"
            ));
        }
        let caused = repeated.iter().filter(|(cause, _)| *cause == run).count();
        counts.most_repeated = counts.most_repeated.max(caused);
        // Each message in work has one transaction to each of two next hops, or one local delivery.
        if caused > 2 * IN_FLIGHT {
            return Err(format!("the kill of run {run} caused {caused} repetitions"));
        }
    }
    counts.repeated = repeated.len();
    Ok(())
}

/// The submissions that were accepted: each whole or not at all, under a name of its own, and each that was
/// acknowledged.
fn submissions(
    runs: &[Run],
    mails: &BTreeMap<&str, Vec<(usize, &Taken)>>,
) -> Result<BTreeSet<(u32, usize)>, String> {
    let mut accepted: BTreeSet<(u32, usize)> = BTreeSet::new();
    let mut names: BTreeMap<&str, (u32, usize)> = BTreeMap::new();
    for (address, got) in mails {
        let (number, run) = parse_address(address).ok_or_else(|| format!("{address} is nobody"))?;
        let offered = runs.get(run).is_some_and(|run| run.offered.contains(&number));
        let expected = recipients(number, run).iter().any(|expected| expected == address);
        if !offered || !expected || got[0].0 < run {
            return Err(format!("{address} got mail that nobody submitted"));
        }
        accepted.insert((number, run));
        for (_, copy) in got {
            if *names.entry(&copy.mail).or_insert((number, run)) != (number, run) {
                return Err(format!("{} names two submissions", copy.mail));
            }
        }
    }
    for (at, run) in runs.iter().enumerate() {
        accepted.extend(run.accepted.keys().map(|number| (*number, at)));
    }
    for &(number, run) in &accepted {
        let mut remote = BTreeSet::new();
        let mut local: BTreeSet<&str> = runs[run]
            .accepted
            .get(&number)
            .map(String::as_str)
            .into_iter()
            .collect();
        for address in recipients(number, run) {
            let got = mails
                .get(address.as_str())
                .ok_or_else(|| format!("{address} never got its mail"))?;
            let names = got.iter().map(|(_, copy)| copy.mail.as_str());
            if address.ends_with("@local.test") {
                local.extend(names)
            } else {
                remote.extend(names)
            }
        }
        if remote.len() != 1 || local.len() > 1 {
            return Err(format!(
                "message {number} of run {run} has several names: {remote:?} {local:?}"
            ));
        }
    }
    Ok(accepted)
}

/// A number is submitted again only after a kill that came before its acknowledgement, and not after that.
fn resubmissions(runs: &[Run], accepted: &BTreeSet<(u32, usize)>, counts: &mut Counts) -> Result<(), String> {
    let mut caused: BTreeMap<usize, usize> = BTreeMap::new();
    for &(number, run) in accepted {
        if runs[run].accepted.contains_key(&number) {
            counts.acknowledged += 1;
            if runs
                .iter()
                .skip(run + 1)
                .any(|later| later.offered.contains(&number))
            {
                return Err(format!(
                    "message {number} was submitted again after run {run} had acknowledged it"
                ));
            }
            continue;
        }
        if !runs[run].killed {
            return Err(format!(
                "message {number} was accepted, not acknowledged, and run {run} not killed"
            ));
        }
        counts.resubmitted += 1;
        let caused = caused.entry(run).or_default();
        *caused += 1;
        if *caused > SUBMITTERS {
            return Err(format!(
                "the kill of run {run} kept {caused} acknowledgements back"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(address: &str, mail: &str) -> Taken {
        Taken {
            address: address.to_owned(),
            mail: mail.to_owned(),
            content: Vec::new(),
        }
    }

    /// Message 1 (one.test, twice local) was acknowledged in run 0; its transaction was repeated. Message 2
    /// (both next hops) was accepted in run 0 unheard, and again in run 1.
    fn two_runs() -> [Run; 2] {
        let first = Run {
            killed: true,
            offered: vec![1, 2],
            accepted: [(1, "Q1".to_owned())].into(),
            recorded: ["n1.r0.1@local.test", "n1.r0.2@local.test"]
                .map(str::to_owned)
                .into(),
            taken: vec![
                taken("n1.r0.1@local.test", "Q1"),
                taken("n1.r0.2@local.test", "Q1"),
                taken("n1.r0.0@one.test", "M1"),
            ],
            troubles: Vec::new(),
        };
        let second = Run {
            offered: vec![2],
            accepted: [(2, "Q3".to_owned())].into(),
            recorded: ["n1.r0.0@one.test"].map(str::to_owned).into(),
            taken: vec![
                taken("n1.r0.0@one.test", "M1"),
                taken("n2.r0.0@one.test", "M2"),
                taken("n2.r0.1@two.test", "M2"),
                taken("n2.r1.0@one.test", "M3"),
                taken("n2.r1.1@two.test", "M3"),
            ],
            ..Run::default()
        };
        [first, second]
    }

    #[test]
    fn both_kinds_of_duplicates_are_explained_and_counted() {
        let counts = Counts {
            kills: 1,
            acknowledged: 2,
            received: 8,
            local: 2,
            repeated: 1,
            most_repeated: 1,
            resubmitted: 1,
        };
        assert_eq!(explain(&two_runs()), Ok(counts));
    }

    #[test]
    fn anything_else_is_noticed() {
        let fails = |change: &dyn Fn(&mut [Run; 2]), why: &str| {
            let mut runs = two_runs();
            change(&mut runs);
            let told = explain(&runs).unwrap_err();
            assert!(told.contains(why), "{told}");
        };
        fails(
            &|runs| drop(runs[1].taken.remove(3)),
            "n2.r1.0@one.test never got its mail",
        );
        fails(
            &|runs| drop(runs[1].taken.remove(1)),
            "n2.r0.0@one.test never got its mail",
        );
        fails(&|runs| drop(runs[0].taken.remove(0)), "that it did not make");
        fails(&|runs| runs[0].killed = false, "was not killed");
        fails(
            &|runs| runs[0].recorded.extend(["n1.r0.0@one.test".to_owned()]),
            "after run 0 had recorded it",
        );
        fails(
            &|runs| runs[1].taken.push(taken("n2.r1.0@one.test", "M3")),
            "twice in run 1",
        );
        fails(&|runs| runs[1].taken[0].mail = "M9".to_owned(), "different mails");
        fails(&|runs| runs[1].taken[0].content = vec![1], "different mails");
        fails(&|runs| runs[1].taken[2].mail = "M8".to_owned(), "several names");
        fails(
            &|runs| runs[1].taken[3].mail = "M1".to_owned(),
            "names two submissions",
        );
        fails(&|runs| runs[0].taken[1].mail = "Q7".to_owned(), "several names");
        fails(
            &|runs| runs[1].taken.push(taken("n5.r1.0@one.test", "M5")),
            "nobody submitted",
        );
        fails(&|runs| runs[1].offered.push(1), "had acknowledged it");
        fails(&|runs| runs[1].troubles.push("trouble".to_owned()), "trouble");
    }
}
