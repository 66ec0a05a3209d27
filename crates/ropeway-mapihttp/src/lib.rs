#![doc = include_str!("../README.md")]
#![warn(clippy::arithmetic_side_effects)]

mod arguments;
mod auth;
mod body;
mod code;
mod config;
mod connect;
mod context;
mod cookie;
mod endpoint;
mod execute;
pub mod header;
mod notify;
mod request;
mod respond;
mod service;
pub mod wire;

pub use auth::{AuthenticationError, Authenticator, Credentials, Password, StaticAuthenticator};
pub use body::ResponseBody;
pub use code::{RequestType, ResponseCode};
pub use config::EndpointConfig;
pub use service::MapiHttp;
