//! SQLite's errors in the queue's words.

use std::io;

use rusqlite::ErrorCode;

use crate::QueueError;

/// The result of work on a connection.
pub(super) type Result<T> = std::result::Result<T, Failure>;

/// An error on its way out. It exists so that the public error does not convert from a type of SQLite's
/// crate, which would tie our versions to theirs.
#[derive(Debug)]
pub(super) struct Failure(pub(super) QueueError);

impl From<QueueError> for Failure {
    fn from(error: QueueError) -> Self {
        Self(error)
    }
}

impl From<Failure> for QueueError {
    fn from(failure: Failure) -> Self {
        failure.0
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self(translate(error))
    }
}

fn translate(error: rusqlite::Error) -> QueueError {
    let rusqlite::Error::SqliteFailure(failure, _) = &error else {
        // A column of the wrong type or a row that must be there and is not.
        return QueueError::Corrupt {
            detail: error.to_string(),
        };
    };
    match failure.code {
        ErrorCode::DiskFull => QueueError::Full {
            limit: "the database cannot grow",
        },
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => QueueError::ReadOnly {
            detail: error.to_string(),
        },
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::ConstraintViolation => {
            QueueError::Corrupt {
                detail: error.to_string(),
            }
        }
        _ => QueueError::Io {
            doing: "using the queue database",
            source: io::Error::other(error),
        },
    }
}
