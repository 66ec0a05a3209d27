//! The hickory resolver against a name server in this process, on a random port of the loopback.

use std::{
    net::{Ipv4Addr, SocketAddr},
    pin::Pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use hickory_server::{
    Server,
    net::runtime::{Time, TokioRuntimeProvider},
    proto::{
        op::{Header, HeaderCounts, Metadata, ResponseCode},
        rr::{
            LowerName, Name, RData, Record,
            rdata::{A, AAAA, CNAME, MX, SOA},
        },
    },
    server::{Request, RequestHandler, ResponseHandler, ResponseInfo},
    store::in_memory::InMemoryZoneHandler,
    zone_handler::{AxfrPolicy, Catalog, MessageResponseBuilder, ZoneType},
};
use ropeway_route::{Domain, HickoryResolver, NextHop, ResolveError, Resolver, Router, RouterConfig};
use tokio::net::{TcpListener, UdpSocket};

use super::{failure, mx, shown};

const TTL: u32 = 300;

fn name(text: &str) -> Name {
    Name::from_ascii(format!("{}.", text.trim_end_matches('.'))).unwrap()
}

struct Zone(InMemoryZoneHandler<TokioRuntimeProvider>);

impl Zone {
    fn new() -> Self {
        let handler = InMemoryZoneHandler::empty(name("test"), ZoneType::Primary, AxfrPolicy::Deny);
        let soa = SOA::new(name("ns.test"), name("admin.test"), 1, 3600, 600, 86400, 60);
        Self(handler).with("test", RData::SOA(soa))
    }

    fn with(mut self, owner: &str, data: RData) -> Self {
        assert!(
            self.0.upsert_mut(Record::from_rdata(name(owner), TTL, data), 1),
            "{owner}"
        );
        self
    }

    fn mx(self, owner: &str, preference: u16, exchange: &str) -> Self {
        let exchange = if exchange == "." {
            Name::root()
        } else {
            name(exchange)
        };
        self.with(owner, RData::MX(MX::new(preference, exchange)))
    }

    fn a(self, owner: &str, last: u8) -> Self {
        self.with(owner, RData::A(A(Ipv4Addr::new(192, 0, 2, last))))
    }

    fn aaaa(self, owner: &str, address: &str) -> Self {
        self.with(owner, RData::AAAA(AAAA(address.parse().unwrap())))
    }

    fn cname(self, owner: &str, target: &str) -> Self {
        self.with(owner, RData::CNAME(CNAME(name(target))))
    }
}

/// Names whose first label begins with `servfail` or `refused` get that answer, `silent` gets none;
/// behind `half` only the AAAA query fails.
struct Handler {
    catalog: Catalog,
    asked: Arc<Mutex<Vec<String>>>,
}

impl RequestHandler for Handler {
    // What #[async_trait] expands to, without the dependency.
    fn handle_request<'a, 'b, 'f, R, T>(
        &'a self,
        request: &'b Request,
        mut response: R,
    ) -> Pin<Box<dyn Future<Output = ResponseInfo> + Send + 'f>>
    where
        'a: 'f,
        'b: 'f,
        R: ResponseHandler + 'f,
        T: Time + 'f,
        Self: 'f,
    {
        Box::pin(async move {
            let query = request.request_info().unwrap().query;
            let owner = query.name().to_string();
            self.asked
                .lock()
                .unwrap()
                .push(format!("{owner} {} {}", query.query_type(), request.protocol()));
            let code = match &owner {
                _ if owner.starts_with("servfail") => ResponseCode::ServFail,
                _ if owner.starts_with("refused") => ResponseCode::Refused,
                _ if owner.starts_with("half") && query.query_type().to_string() == "AAAA" => {
                    ResponseCode::ServFail
                }
                _ if owner.starts_with("silent") => {
                    let metadata = Metadata::response_from_request(&request.metadata);
                    return ResponseInfo::from(Header {
                        metadata,
                        counts: HeaderCounts::default(),
                    });
                }
                _ => return self.catalog.handle_request::<R, T>(request, response).await,
            };
            let message =
                MessageResponseBuilder::from_message_request(request).error_msg(&request.metadata, code);
            response.send_response(message).await.unwrap()
        })
    }
}

struct Dns {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    _server: Server<Handler>,
}

impl Dns {
    async fn serve(zone: Zone) -> Self {
        let (tcp, udp) = loop {
            let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
            // The same port may be taken for UDP: then another one.
            if let Ok(udp) = UdpSocket::bind(tcp.local_addr().unwrap()).await {
                break (tcp, udp);
            }
        };
        let address = tcp.local_addr().unwrap();
        let mut catalog = Catalog::new();
        catalog.upsert(LowerName::from(name("test")), vec![Arc::new(zone.0)]);
        let asked = Arc::new(Mutex::new(Vec::new()));
        let mut server = Server::new(Handler {
            catalog,
            asked: asked.clone(),
        });
        server.register_socket(udp);
        server.register_listener(tcp, Duration::from_secs(5), 32);
        Self {
            address,
            asked,
            _server: server,
        }
    }

    fn resolver(&self) -> HickoryResolver {
        let builder = HickoryResolver::builder().name_server(self.address);
        builder
            .timeout(Duration::from_millis(300))
            .attempts(0)
            .build()
            .unwrap()
    }

    fn router(&self) -> Router {
        Router::new(RouterConfig::default(), Arc::new(self.resolver()))
    }

    fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap().clone();
        asked.sort();
        asked
    }
}

async fn mx_error(resolver: &HickoryResolver, domain: &str) -> ResolveError {
    resolver.mx(&Domain::parse(domain).unwrap()).await.unwrap_err()
}

#[tokio::test]
async fn hosts_come_in_the_order_of_preference() {
    let zone = Zone::new()
        .mx("example.test", 20, "b.example.test")
        .mx("example.test", 10, "a.example.test")
        .mx("example.test", 30, "gone.example.test")
        .a("a.example.test", 1)
        .aaaa("a.example.test", "2001:db8::1")
        .a("b.example.test", 2);
    let dns = Dns::serve(zone).await;
    let hosts = dns.router().resolve(&mx("Example.Test")).await;
    assert_eq!(
        shown(hosts),
        [
            "a.example.test [2001:db8::1]:25,192.0.2.1:25",
            "b.example.test 192.0.2.2:25"
        ]
    );
    let expected = [
        "a.example.test. A udp",
        "a.example.test. AAAA udp",
        "b.example.test. A udp",
        "b.example.test. AAAA udp",
        "example.test. MX udp",
        "gone.example.test. A udp",
        "gone.example.test. AAAA udp",
    ];
    assert_eq!(dns.asked(), expected);
}

#[tokio::test]
async fn answers_are_cached_also_negative_ones() {
    let dns = Dns::serve(Zone::new().a("example.test", 1)).await;
    let router = dns.router();
    for _ in 0..3 {
        assert_eq!(
            shown(router.resolve(&mx("example.test")).await),
            ["example.test 192.0.2.1:25"]
        );
        assert!(failure(router.resolve(&mx("gone.test")).await).starts_with("5.1.2 "));
    }
    let expected = [
        "example.test. A udp",
        "example.test. AAAA udp",
        "example.test. MX udp",
        "gone.test. MX udp",
    ];
    assert_eq!(dns.asked(), expected);
}

#[tokio::test]
async fn absence_of_the_domain_is_told_from_absence_of_records() {
    let dns = Dns::serve(Zone::new().a("example.test", 1)).await;
    let resolver = dns.resolver();
    assert_eq!(mx_error(&resolver, "gone.test").await, ResolveError::NxDomain);
    assert_eq!(mx_error(&resolver, "example.test").await, ResolveError::NoRecords);
    assert_eq!(
        mx_error(&resolver, "anything.invalid").await,
        ResolveError::NxDomain
    );
    assert_eq!(resolver.addresses("gone.test").await, Err(ResolveError::NxDomain));
    assert_eq!(resolver.addresses("test").await, Err(ResolveError::NoRecords));
    assert_eq!(resolver.addresses("192.0.2.1").await, Err(ResolveError::NxDomain));
    assert_eq!(
        shown(dns.router().resolve(&mx("example.test")).await),
        ["example.test 192.0.2.1:25"]
    );
}

#[tokio::test]
async fn null_mx_arrives_as_such() {
    let dns = Dns::serve(Zone::new().mx("example.test", 0, ".").a("example.test", 1)).await;
    let hosts = dns.router().resolve(&mx("example.test")).await;
    assert_eq!(
        failure(hosts),
        "5.1.10 domain example.test takes no mail (null mx)"
    );
}

#[tokio::test]
async fn failing_and_silent_servers_are_temporary() {
    let dns = Dns::serve(Zone::new()).await;
    let router = dns.router();
    for (domain, expected) in [
        (
            "servfail.test",
            "4.4.3 mx look-up of servfail.test failed for now: ",
        ),
        (
            "refused.test",
            "4.4.3 mx look-up of refused.test failed for now: ",
        ),
        (
            "silent.test",
            "4.4.3 mx look-up of silent.test failed for now: time-out",
        ),
        ("other.zone", "4.4.3 mx look-up of other.zone failed for now: "),
    ] {
        let text = failure(router.resolve(&mx(domain)).await);
        assert!(text.starts_with(expected), "{text}");
    }
}

#[tokio::test]
async fn absent_server_is_temporary() {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    drop(socket);
    let builder = HickoryResolver::builder()
        .name_server(address)
        .timeout(Duration::from_millis(200))
        .attempts(0);
    let error = mx_error(&builder.build().unwrap(), "example.test").await;
    assert!(matches!(error, ResolveError::Temporary { .. }), "{error:?}");
}

#[tokio::test]
async fn host_whose_look_up_fails_does_not_hide_another() {
    let zone = Zone::new()
        .mx("example.test", 10, "servfail.example.test")
        .mx("example.test", 20, "a.example.test")
        .mx("down.test", 10, "servfail.example.test")
        .a("a.example.test", 1);
    let dns = Dns::serve(zone).await;
    assert_eq!(
        shown(dns.router().resolve(&mx("example.test")).await),
        ["a.example.test 192.0.2.1:25"]
    );
    assert!(
        failure(dns.router().resolve(&mx("down.test")).await)
            .starts_with("4.4.3 look-up of mx host servfail.")
    );
}

#[tokio::test]
async fn one_family_is_enough_and_a_failed_one_without_the_other_is_temporary() {
    let dns = Dns::serve(Zone::new().a("half.test", 1).mx("half-empty.test", 1, "a.test")).await;
    let resolver = dns.resolver();
    assert_eq!(
        resolver.addresses("half.test").await,
        Ok(vec!["192.0.2.1".parse().unwrap()])
    );
    let error = resolver.addresses("half-empty.test").await.unwrap_err();
    assert!(matches!(error, ResolveError::Temporary { .. }), "{error:?}");
}

#[tokio::test]
async fn aliases_are_followed_for_domains_and_hosts() {
    let zone = Zone::new()
        .cname("alias.test", "example.test")
        .mx("example.test", 10, "mail.example.test")
        .cname("mail.example.test", "host.test")
        .a("host.test", 1)
        .cname("dangling.test", "gone.test")
        .cname("implicit.test", "host.test");
    let dns = Dns::serve(zone).await;
    let router = dns.router();
    assert_eq!(
        shown(router.resolve(&mx("alias.test")).await),
        ["mail.example.test 192.0.2.1:25"]
    );
    assert_eq!(
        shown(router.resolve(&mx("implicit.test")).await),
        ["implicit.test 192.0.2.1:25"]
    );
    assert_eq!(
        failure(router.resolve(&mx("dangling.test")).await),
        "5.1.2 domain dangling.test does not exist"
    );
}

#[tokio::test]
async fn endless_aliases_are_temporary() {
    let zone = Zone::new().cname("a.test", "b.test").cname("b.test", "a.test");
    let dns = Dns::serve(zone).await;
    let text = failure(dns.router().resolve(&mx("a.test")).await);
    assert!(
        text.starts_with("4.4.3 mx look-up of a.test failed for now: "),
        "{text}"
    );
}

#[tokio::test]
async fn truncated_answers_are_asked_again_by_tcp() {
    let mut zone = Zone::new().a("host.test", 1);
    for n in 0..60 {
        zone = zone.mx("big.test", n, &format!("{n}.{}.test", "x".repeat(60)));
    }
    let dns = Dns::serve(zone).await;
    let answer = dns
        .resolver()
        .mx(&Domain::parse("big.test").unwrap())
        .await
        .unwrap();
    assert_eq!(answer.records.len(), 60);
    assert_eq!(dns.asked(), ["big.test. MX tcp", "big.test. MX udp"]);
}

#[tokio::test]
async fn internationalised_domains_are_asked_as_a_labels() {
    let dns = Dns::serve(Zone::new().mx("xn--bcher-kva.test", 1, "a.test").a("a.test", 1)).await;
    let hop = NextHop::mx(Domain::parse("Bücher.test").unwrap());
    assert_eq!(shown(dns.router().resolve(&hop).await), ["a.test 192.0.2.1:25"]);
}
