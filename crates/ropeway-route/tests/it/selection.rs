//! Which way a recipient goes: routing.md's "RT", "SD" and "PF" rules.

use ropeway_route::{
    Connector, ConnectorNext, Domain, MessageFacts, Route, Router, RouterConfig, RouterConfigBuilder,
    StaticResolver, Step,
};

fn relay(name: &str, recipients: &str) -> Connector {
    let hosts = vec!["relay.example".parse().unwrap()];
    Connector::new(
        name,
        recipients.parse().unwrap(),
        ConnectorNext::SmartHosts(hosts),
    )
}

fn direct(name: &str, recipients: &str) -> Connector {
    Connector::new(name, recipients.parse().unwrap(), ConnectorNext::Mx)
}

fn built(builder: RouterConfigBuilder) -> Router {
    super::router(builder.build().unwrap(), Ok(StaticResolver::new()))
}

fn with(connectors: impl IntoIterator<Item = Connector>) -> Router {
    built(
        connectors
            .into_iter()
            .fold(RouterConfig::builder(), RouterConfigBuilder::connector),
    )
}

fn way(router: &Router, sender: &str, recipient: &str, size: u64) -> String {
    let facts = MessageFacts::new(sender, size);
    let route = router.route(recipient, &facts);
    let explanation = router.explain(recipient, &facts);
    assert_eq!(
        explanation.route, route,
        "explain and route disagree:\n{explanation}"
    );
    match route {
        Route::Local => "local".to_owned(),
        Route::Remote(hop) => hop.to_string(),
        Route::Rejected(failure) => failure.status().to_string(),
    }
}

fn to(router: &Router, recipient: &str) -> String {
    way(router, "a@sender.example", recipient, 1000)
}

#[test]
fn recipients_that_are_no_address_are_refused_alone() {
    let router = with([]);
    for recipient in [
        "",
        "user",
        "@example.org",
        "a b@example.org",
        "a@b@c",
        "a@1.2.3.4",
        "a@[1.2.3]",
        "a@example.org.",
    ] {
        assert_eq!(to(&router, recipient), "5.1.3", "{recipient:?}");
    }
    assert_eq!(to(&router, "a@xn--a.org"), "5.1.2");
}

#[test]
fn without_connectors_mail_goes_by_mx() {
    assert_eq!(to(&with([]), "b@Example.ORG"), "mx:example.org");
    assert_eq!(
        to(&with([]), "\"b@c\"@Bücher.example"),
        "mx:xn--bcher-kva.example"
    );
}

#[test]
fn a_relay_for_everything_does_not_capture_local_recipients() {
    let config = RouterConfig::builder()
        .local_domain("example.com")
        .local_domain("*.bücher.example")
        .connector(relay("out", "*"))
        .connector(
            relay("captor", "example.com")
                .cost(0)
                .senders("*".parse().unwrap()),
        );
    let router = built(config);
    assert_eq!(to(&router, "b@EXAMPLE.com"), "local");
    assert_eq!(to(&router, "b@a.xn--bcher-kva.example"), "local");
    assert_eq!(to(&router, "b@bücher.example"), "connector:out");
    assert_eq!(to(&router, "b@sub.example.com"), "connector:out");
    assert!(router.config().is_local(&Domain::parse("example.com").unwrap()));
}

#[test]
fn the_narrowest_address_space_wins_whatever_the_cost() {
    let router = with([
        relay("any", "*").cost(1),
        relay("short", "*.example").cost(1),
        relay("long", "*.b.example").cost(50),
        relay("exact", "a.b.example").cost(100),
    ]);
    assert_eq!(to(&router, "x@a.b.example"), "connector:exact");
    assert_eq!(to(&router, "x@c.b.example"), "connector:long");
    assert_eq!(to(&router, "x@b.example"), "connector:short");
    assert_eq!(to(&router, "x@other.test"), "connector:any");
}

#[test]
fn ties_go_by_cost_and_then_by_name() {
    let router = with([relay("b", "*"), relay("a", "*").cost(2), relay("c", "*")]);
    assert_eq!(to(&router, "x@example.org"), "connector:b");
    let router = with([relay("zeta", "*"), relay("alpha", "*")]);
    assert_eq!(to(&router, "x@example.org"), "connector:alpha");
}

#[test]
fn disabled_connectors_do_not_exist() {
    let router = with([relay("exact", "example.org").enabled(false), relay("any", "*")]);
    assert_eq!(to(&router, "x@example.org"), "connector:any");
    let router = with([relay("any", "*").enabled(false).max_message_size(1)]);
    assert_eq!(way(&router, "", "x@example.org", 10), "mx:example.org");
}

#[test]
fn messages_that_are_too_large_take_a_wider_connector_or_none() {
    let small = relay("small", "example.org").max_message_size(1000);
    let router = with([small.clone(), relay("any", "*").max_message_size(5000)]);
    assert_eq!(way(&router, "", "x@example.org", 1000), "connector:small");
    assert_eq!(way(&router, "", "x@example.org", 1001), "connector:any");
    assert_eq!(way(&router, "", "x@example.org", 5001), "5.3.4");
    // A connector's limit is not evaded through the default route.
    assert_eq!(way(&with([small]), "", "x@example.org", 1001), "5.3.4");
}

#[test]
fn without_a_connector_and_default_mx_mail_waits() {
    let router = built(
        RouterConfig::builder()
            .connector(relay("other", "other.example"))
            .default_mx(false),
    );
    assert_eq!(to(&router, "x@example.org"), "4.4.4");
    assert_eq!(to(&router, "x@other.example"), "connector:other");
    let router = with([relay("other", "other.example")]);
    assert_eq!(to(&router, "x@example.org"), "mx:example.org");
}

#[test]
fn senders_choose_among_connectors_of_equal_recipients() {
    let router = with([
        relay("any", "*").cost(1),
        relay("tenant", "*")
            .senders("tenant.example".parse().unwrap())
            .cost(9),
        relay("tenants", "*")
            .senders("*.tenant.example".parse().unwrap())
            .cost(9),
        relay("partner", "partner.example"),
    ]);
    assert_eq!(
        way(&router, "a@Tenant.example", "x@example.org", 1),
        "connector:tenant"
    );
    assert_eq!(
        way(&router, "a@b.tenant.example", "x@example.org", 1),
        "connector:tenants"
    );
    assert_eq!(
        way(&router, "a@other.example", "x@example.org", 1),
        "connector:any"
    );
    assert_eq!(
        way(&router, "a@tenant.example", "x@partner.example", 1),
        "connector:partner"
    );
}

#[test]
fn bounces_are_routed_by_recipient_alone() {
    let router = with([
        relay("every sender", "*").senders("*".parse().unwrap()),
        relay("any", "*").cost(9),
    ]);
    assert_eq!(way(&router, "", "x@example.org", 1), "connector:any");
    assert_eq!(way(&router, "<>", "x@example.org", 1), "connector:any");
    assert_eq!(way(&router, "no address", "x@example.org", 1), "connector:any");
    assert_eq!(
        way(&router, "a@b.example", "x@example.org", 1),
        "connector:every sender"
    );
    let is_invalid = |sender| {
        let steps = router
            .explain("x@example.org", &MessageFacts::new(sender, 1))
            .steps;
        steps.iter().any(|step| matches!(step, Step::InvalidSender(_)))
    };
    assert!(is_invalid("no address") && !is_invalid("<>") && !is_invalid(""));
}

#[test]
fn recipients_with_equal_next_hops_travel_together() {
    let router = with([relay("any", "*"), direct("tls", "bank.example")]);
    assert_eq!(to(&router, "x@a.example"), to(&router, "y@b.example"));
    assert_eq!(to(&router, "x@bank.example"), "mx:bank.example/tls");
}

#[test]
fn address_literals_are_taken_only_by_policy() {
    let builder = RouterConfig::builder().port(2525);
    assert_eq!(to(&built(builder.clone()), "x@[198.51.100.1]"), "5.7.1");
    let router = built(builder.clone().allow_address_literals(true));
    assert_eq!(to(&router, "x@[198.51.100.1]"), "address:198.51.100.1:2525");
    assert_eq!(to(&router, "x@[IPv6:2001:db8::1]"), "address:[2001:db8::1]:2525");
    assert_eq!(
        to(&router, "x@[IPv6:::ffff:198.51.100.1]"),
        "address:198.51.100.1:2525"
    );
    for special in [
        "127.0.0.1",
        "10.0.0.1",
        "IPv6:::1",
        "IPv6:::ffff:127.0.0.1",
        "IPv6:fe80::1",
    ] {
        assert_eq!(to(&router, &format!("x@[{special}]")), "5.4.4", "{special}");
    }
    let router = built(
        builder
            .clone()
            .allow_address_literals(true)
            .allow_special_addresses(true),
    );
    assert_eq!(to(&router, "x@[127.0.0.1]"), "address:127.0.0.1:2525");
    let any = builder.allow_address_literals(true).connector(relay("any", "*"));
    assert_eq!(to(&built(any), "x@[127.0.0.1]"), "connector:any");
}

#[test]
fn own_address_literals_are_local_even_if_literals_are_refused() {
    let router = built(RouterConfig::builder().own_address("::ffff:198.51.100.1".parse().unwrap()));
    assert_eq!(to(&router, "x@[198.51.100.1]"), "local");
    assert_eq!(to(&router, "x@[IPv6:::ffff:198.51.100.1]"), "local");
    assert_eq!(to(&router, "x@[198.51.100.2]"), "5.7.1");
}

#[test]
fn explanation_tells_every_step() {
    let router = with([
        relay("off", "*").enabled(false),
        relay("partner", "partner.example"),
        relay("tenant", "*").senders("tenant.example".parse().unwrap()),
        relay("small", "*").max_message_size(10),
        relay("any", "*"),
    ]);
    let explanation = router.explain("x@Example.org", &MessageFacts::new("a@b.example", 11));
    let expected = "recipient domain is example.org
no local domain matches
connector \"off\": disabled
connector \"partner\": other recipients
connector \"tenant\": other senders
connector \"small\": takes at most 10 octets
connector \"any\": eligible
connector \"any\" is selected
next hop is connector:any
=> connector:any";
    assert_eq!(explanation.to_string(), expected);
}
