//! The smart hosts of a connector, and what a connector adds to a hop.

use std::collections::HashSet;

use ropeway_route::{
    Connector, ConnectorNext, DomainPattern, NextHop, ResolveError, Router, RouterConfig, SmartHostOrder,
    StaticResolver, TlsRequirement,
};

use super::{failure, router, shown};

fn connector(hosts: &[&str]) -> Connector {
    let hosts = hosts.iter().map(|host| host.parse().unwrap()).collect();
    Connector::new("out", DomainPattern::Any, ConnectorNext::SmartHosts(hosts))
}

fn with(connector: Connector, zone: StaticResolver) -> Router {
    router(
        RouterConfig::builder().connector(connector).build().unwrap(),
        Ok(zone),
    )
}

fn out() -> NextHop {
    NextHop::connector_hosts("out")
}

#[tokio::test]
async fn names_are_resolved_by_address_records_only_and_kept_in_order() {
    let zone = StaticResolver::new()
        .mx("b.test", 1, "elsewhere.test")
        .unwrap()
        .address("elsewhere.test", [192, 0, 2, 99])
        .unwrap()
        .address("b.test", [192, 0, 2, 2])
        .unwrap()
        .address("a.test", [192, 0, 2, 1])
        .unwrap();
    let connector = connector(&["b.test:587", "a.test", "[192.0.2.3]:2525", "[2001:db8::1]"]);
    let hosts = with(connector.tls(TlsRequirement::Encrypt).auth("key"), zone)
        .resolve(&out())
        .await
        .unwrap();
    assert!(
        hosts
            .iter()
            .all(|host| host.tls == TlsRequirement::Encrypt && host.auth.as_deref() == Some("key"))
    );
    assert_eq!(
        shown(Ok(hosts)),
        [
            "b.test 192.0.2.2:587",
            "a.test 192.0.2.1:25",
            "192.0.2.3 192.0.2.3:2525",
            "2001:db8::1 [2001:db8::1]:25"
        ]
    );
}

#[tokio::test]
async fn smart_hosts_may_be_on_this_machine() {
    let zone = StaticResolver::new()
        .address("filter.test", [127, 0, 0, 1])
        .unwrap();
    let config = RouterConfig::builder()
        .connector(connector(&["filter.test:10025", "[127.0.0.1]:10026"]))
        .own_address([127, 0, 0, 1].into())
        .own_name("filter.test")
        .build()
        .unwrap();
    let hosts = router(config, Ok(zone)).resolve(&out()).await;
    assert_eq!(
        shown(hosts),
        ["filter.test 127.0.0.1:10025", "127.0.0.1 127.0.0.1:10026"]
    );
}

#[tokio::test]
async fn shuffled_smart_hosts_take_turns() {
    let hosts = ["[192.0.2.1]", "[192.0.2.2]"];
    let router = with(
        connector(&hosts).order(SmartHostOrder::Shuffled),
        StaticResolver::new(),
    )
    .with_seed(3);
    let mut first = HashSet::new();
    for _ in 0..50 {
        first.insert(router.resolve(&out()).await.unwrap()[0].name.clone());
    }
    assert_eq!(first.len(), 2);
    let router = with(connector(&hosts), StaticResolver::new()).with_seed(3);
    for _ in 0..50 {
        assert_eq!(router.resolve(&out()).await.unwrap()[0].name, "192.0.2.1");
    }
}

#[tokio::test]
async fn smart_host_that_does_not_resolve_defers_and_never_bounces() {
    let router = with(connector(&["gone.test"]), StaticResolver::new());
    assert_eq!(
        failure(router.resolve(&out()).await),
        "4.4.4 look-up of smart host gone.test failed: no such domain"
    );
    let zone = StaticResolver::new()
        .address_failure("a.test", ResolveError::temporary("time-out"))
        .unwrap();
    let router = with(connector(&["gone.test", "a.test", "gone.test"]), zone.clone());
    assert!(failure(router.resolve(&out()).await).starts_with("4.4.3 look-up of smart host a.test failed: "));
    let router = with(connector(&["gone.test", "a.test", "[192.0.2.1]"]), zone);
    assert_eq!(shown(router.resolve(&out()).await), ["192.0.2.1 192.0.2.1:25"]);
}

#[tokio::test]
async fn mail_queued_for_a_connector_that_is_gone_waits() {
    let router = with(connector(&["a.test"]).enabled(false), StaticResolver::new());
    assert_eq!(
        failure(router.resolve(&out()).await),
        "4.4.4 connector \"out\" is disabled"
    );
    let other: NextHop = "mx:example.org/other".parse().unwrap();
    assert_eq!(
        failure(router.resolve(&other).await),
        "4.4.4 connector \"other\" is not configured"
    );
    let direct = Connector::new("out", DomainPattern::Any, ConnectorNext::Mx);
    assert_eq!(
        failure(with(direct, StaticResolver::new()).resolve(&out()).await),
        "4.4.4 connector \"out\" has no smart hosts"
    );
}

#[tokio::test]
async fn credentials_of_smart_hosts_are_not_shown_to_mx_hosts() {
    let zone = StaticResolver::new()
        .address("example.org", [192, 0, 2, 1])
        .unwrap();
    let router = with(connector(&["a.test"]).auth("key"), zone);
    for hop in ["mx:example.org/out", "address:192.0.2.1:25/out"] {
        let hosts = router.resolve(&hop.parse().unwrap()).await;
        assert_eq!(
            failure(hosts),
            "4.4.4 connector \"out\" has smart hosts now",
            "{hop}"
        );
    }
}

#[tokio::test]
async fn mx_connector_sets_the_conditions_of_each_host() {
    let zone = StaticResolver::new()
        .address("example.org", [192, 0, 2, 1])
        .unwrap();
    let direct = Connector::new("out", DomainPattern::Any, ConnectorNext::Mx).tls(TlsRequirement::Verify);
    let hosts = with(direct, zone)
        .resolve(&"mx:example.org/out".parse().unwrap())
        .await
        .unwrap();
    assert_eq!(hosts[0].tls, TlsRequirement::Verify);
    assert_eq!(hosts[0].name, "example.org");
}
