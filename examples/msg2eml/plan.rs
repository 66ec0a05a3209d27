//! What becomes what.

use crate::arguments::Arguments;
use crate::record::Record;
use ropeway_examples::form;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// One input and its output.
pub(crate) struct Job {
    /// A path, or `-`.
    pub(crate) input: String,
    /// Below the output folder; none for standard output.
    pub(crate) output: Option<PathBuf>,
}

/// The jobs in their order, and what cannot be one.
pub(crate) fn jobs(arguments: &Arguments) -> (Vec<Job>, Vec<Record>) {
    let mut plan = Plan {
        folder: arguments.output.as_deref(),
        taken: HashSet::new(),
        jobs: Vec::new(),
        unread: Vec::new(),
    };
    for input in &arguments.inputs {
        let path = Path::new(input);
        if input == "-" {
            plan.add(input.clone(), Path::new("stdin"));
        } else if path.is_dir() {
            plan.below(path, Path::new(""));
        } else {
            plan.add(
                input.clone(),
                Path::new(path.file_name().unwrap_or(OsStr::new("message"))),
            );
        }
    }
    (plan.jobs, plan.unread)
}

struct Plan<'a> {
    folder: Option<&'a Path>,
    taken: HashSet<PathBuf>,
    jobs: Vec<Job>,
    unread: Vec<Record>,
}

impl Plan<'_> {
    fn add(&mut self, input: String, relative: &Path) {
        let output = self.folder.map(|folder| {
            let kept = |number: usize| {
                let mut name = relative.as_os_str().to_owned();
                if number > 0 {
                    name.push(format!(".{number}"));
                }
                name.push(".eml");
                folder.join(name)
            };
            let first = folder.join(relative.with_extension("eml"));
            let mut candidates = std::iter::once(first).chain((0..).map(kept));
            let free = candidates.find(|path| !self.taken.contains(path));
            let path = free.unwrap_or_default();
            self.taken.insert(path.clone());
            path
        });
        self.jobs.push(Job { input, output });
    }

    /// The messages of a folder, in the order of their names.
    fn below(&mut self, folder: &Path, relative: &Path) {
        let mut entries: Vec<PathBuf> = match std::fs::read_dir(folder) {
            Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
            Err(error) => return self.unreadable(folder, &error),
        };
        entries.sort();
        for path in entries {
            let relative = relative.join(path.file_name().unwrap_or_default());
            // A link may lead round in a circle.
            let is_link = path.is_symlink();
            if path.is_dir() && !is_link {
                self.below(&path, &relative);
            } else if path.is_file() {
                match form::known(&path) {
                    Err(error) => self.unreadable(&path, &error),
                    Ok(None) if !is_named_like_one(&path) => {}
                    Ok(_) => match path.to_str() {
                        Some(text) => self.add(text.to_owned(), &relative),
                        None => {
                            let error = std::io::Error::other("its name is not UTF-8");
                            self.unreadable(&path, &error);
                        }
                    },
                }
            }
        }
    }

    fn unreadable(&mut self, path: &Path, error: &std::io::Error) {
        let mut record = Record::new(&path.to_string_lossy());
        record.fail(error.to_string());
        self.unread.push(record);
    }
}

/// Whether a file that begins like no message says that it is one.
fn is_named_like_one(path: &Path) -> bool {
    let lower = |text: Option<&OsStr>| {
        text.map(|t| t.to_string_lossy().to_lowercase())
            .unwrap_or_default()
    };
    lower(path.file_name()) == "winmail.dat"
        || ["msg", "oft", "tnef", "tnf"].contains(&lower(path.extension()).as_str())
}
