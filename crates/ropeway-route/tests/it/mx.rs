//! From an MX domain to hosts: routing.md's "MX" rules over an in-memory zone.

use std::collections::{HashMap, HashSet};

use ropeway_route::{AddressFamilyPolicy, NextHop, ResolveError, Router, RouterConfig, StaticResolver};

use super::{failure, mx, router, shown};

const V4: [[u8; 4]; 4] = [[192, 0, 2, 1], [192, 0, 2, 2], [192, 0, 2, 3], [192, 0, 2, 4]];

fn v6(text: &str) -> std::net::IpAddr {
    text.parse().unwrap()
}

fn plain(zone: Result<StaticResolver, ropeway_route::DomainError>) -> Router {
    router(RouterConfig::default(), zone)
}

fn servfail() -> ResolveError {
    ResolveError::temporary("servfail")
}

#[tokio::test]
async fn hosts_come_by_preference_and_never_from_the_domain_itself() {
    let router = plain((|| {
        StaticResolver::new()
            .mx("example.org", 30, "c.example.org.")?
            .mx("example.org", 5, "A.example.org")?
            .mx("example.org", 20, "b.example.org")?
            .address("a.example.org", V4[0])?
            .address("b.example.org", V4[1])?
            .address("c.example.org", V4[2])?
            .address("example.org", V4[3])
    })());
    let hosts = shown(router.resolve(&mx("example.org")).await);
    assert_eq!(
        hosts,
        [
            "a.example.org 192.0.2.1:25",
            "b.example.org 192.0.2.2:25",
            "c.example.org 192.0.2.3:25"
        ]
    );
}

#[tokio::test]
async fn mx_records_without_a_usable_host_do_not_fall_back_to_the_domain() {
    let router = plain((|| {
        StaticResolver::new()
            .mx("example.org", 10, "gone.example.org")?
            .mx("example.org", 20, "empty.example.org")?
            .name("empty.example.org")?
            .address("example.org", V4[0])
    })());
    assert_eq!(
        failure(router.resolve(&mx("example.org")).await),
        "5.4.4 no mail host of example.org has a usable address"
    );
}

#[tokio::test]
async fn equal_preferences_are_shuffled_evenly_and_only_among_themselves() {
    let router = plain((|| {
        StaticResolver::new()
            .mx("example.org", 10, "a.test")?
            .mx("example.org", 10, "b.test")?
            .mx("example.org", 10, "c.test")?
            .mx("example.org", 20, "z.test")?
            .address("a.test", V4[0])?
            .address("b.test", V4[1])?
            .address("c.test", V4[2])?
            .address("z.test", V4[3])
    })())
    .with_seed(7);
    let mut orders: HashMap<String, usize> = HashMap::new();
    for _ in 0..6000 {
        let hosts = router.resolve(&mx("example.org")).await.unwrap();
        assert_eq!(hosts[3].name, "z.test");
        let order: Vec<_> = hosts[..3].iter().map(|host| host.name.as_str()).collect();
        *orders.entry(order.join(" ")).or_default() += 1;
    }
    assert_eq!(orders.len(), 6, "{orders:?}");
    // 1000 expected of each, with a standard deviation of 29.
    assert!(
        orders.values().all(|count| (850..1150).contains(count)),
        "{orders:?}"
    );
}

#[tokio::test]
async fn one_seed_gives_one_order() {
    let draw = |seed| async move {
        let zone = (0..8).try_fold(StaticResolver::new(), |zone, n| {
            let host = format!("h{n}.test");
            zone.mx("example.org", 10, &host)?.address(&host, [192, 0, 2, n])
        });
        shown(plain(zone).with_seed(seed).resolve(&mx("example.org")).await)
    };
    assert_eq!(draw(1).await, draw(1).await);
    assert_ne!(draw(1).await, draw(2).await);
}

#[tokio::test]
async fn domain_without_mx_is_its_own_host() {
    let router = plain(StaticResolver::new().address("example.org", V4[0]));
    assert_eq!(
        shown(router.resolve(&mx("example.org")).await),
        ["example.org 192.0.2.1:25"]
    );
}

#[tokio::test]
async fn implicit_mx_needs_an_address() {
    let router = plain(StaticResolver::new().name("example.org"));
    assert_eq!(
        failure(router.resolve(&mx("example.org")).await),
        "5.4.4 no mail host of example.org has a usable address"
    );
    let zone = StaticResolver::new().address_failure("example.org", servfail());
    let hosts = plain(zone).resolve(&mx("example.org")).await;
    assert_eq!(
        failure(hosts),
        "4.4.3 look-up of mx host example.org failed for now: servfail"
    );
}

#[tokio::test]
async fn null_mx_refuses_at_once_without_address_fallback() {
    for exchange in [".", ""] {
        let zone = StaticResolver::new()
            .mx("example.org", 0, exchange)
            .unwrap()
            .address("example.org", V4[0]);
        let hosts = plain(zone).resolve(&mx("example.org")).await;
        assert_eq!(
            failure(hosts),
            "5.1.10 domain example.org takes no mail (null mx)"
        );
    }
}

#[tokio::test]
async fn null_mx_beside_other_records_is_ignored() {
    let router = plain((|| {
        StaticResolver::new()
            .mx("example.org", 0, ".")?
            .mx("example.org", 10, "a.test")?
            .address("a.test", V4[0])
    })());
    assert_eq!(
        shown(router.resolve(&mx("example.org")).await),
        ["a.test 192.0.2.1:25"]
    );
}

#[tokio::test]
async fn missing_domain_is_permanent_and_a_failed_query_temporary() {
    let router = plain(StaticResolver::new().mx_failure("broken.example", servfail()));
    assert_eq!(
        failure(router.resolve(&mx("gone.example")).await),
        "5.1.2 domain gone.example does not exist"
    );
    let hosts = router.resolve(&mx("broken.example")).await;
    assert_eq!(
        failure(hosts),
        "4.4.3 mx look-up of broken.example failed for now: servfail"
    );
}

#[tokio::test]
async fn domain_and_hosts_may_be_aliases() {
    let router = plain((|| {
        StaticResolver::new()
            .alias("alias.example", "example.org")?
            .mx("example.org", 10, "mail.example.org")?
            .alias("mail.example.org", "a.hoster.example")?
            .address("a.hoster.example", V4[0])
    })());
    assert_eq!(
        shown(router.resolve(&mx("alias.example")).await),
        ["mail.example.org 192.0.2.1:25"]
    );
}

#[tokio::test]
async fn endless_alias_of_the_domain_is_temporary() {
    let router = plain(
        StaticResolver::new()
            .alias("a.test", "b.test")
            .unwrap()
            .alias("b.test", "a.test"),
    );
    assert!(failure(router.resolve(&mx("a.test")).await).starts_with("4.4.3 "));
}

fn three_levels() -> Result<StaticResolver, ropeway_route::DomainError> {
    StaticResolver::new()
        .mx("example.org", 10, "near.test")?
        .mx("example.org", 20, "us.test")?
        .mx("example.org", 20, "equal.test")?
        .mx("example.org", 30, "far.test")?
        .address("near.test", V4[0])?
        .address("us.test", V4[1])?
        .address("equal.test", V4[2])?
        .address("far.test", V4[3])
}

#[tokio::test]
async fn hosts_at_our_own_preference_and_behind_are_discarded() {
    let by_name = RouterConfig::builder().own_name("US.test").build().unwrap();
    let by_address = RouterConfig::builder().own_address(V4[1].into()).build().unwrap();
    for config in [by_name, by_address] {
        let hosts = router(config, three_levels()).resolve(&mx("example.org")).await;
        assert_eq!(shown(hosts), ["near.test 192.0.2.1:25"]);
    }
}

#[tokio::test]
async fn best_host_being_ourselves_is_a_loop() {
    let by_name = RouterConfig::builder().own_name("near.test").build().unwrap();
    let by_address = RouterConfig::builder().own_address(V4[0].into()).build().unwrap();
    for config in [by_name, by_address] {
        let hosts = router(config, three_levels()).resolve(&mx("example.org")).await;
        assert_eq!(
            failure(hosts),
            "5.4.6 mail for example.org loops back to this server"
        );
    }
}

#[tokio::test]
async fn implicit_mx_of_our_own_name_is_a_loop() {
    let config = RouterConfig::builder().own_name("example.org").build().unwrap();
    let hosts = router(config, StaticResolver::new().address("example.org", V4[0]))
        .resolve(&mx("example.org"))
        .await;
    assert!(failure(hosts).starts_with("5.4.6 "));
}

#[tokio::test]
async fn a_nearer_host_that_may_answer_later_keeps_mail_from_being_called_a_loop() {
    let config = RouterConfig::builder().own_address(V4[1].into()).build().unwrap();
    let zone = three_levels().unwrap().address_failure("near.test", servfail());
    assert!(failure(router(config, zone).resolve(&mx("example.org")).await).starts_with("4.4.3 "));
}

#[tokio::test]
async fn special_addresses_are_skipped_and_alone_refused() {
    let zone = || {
        StaticResolver::new()
            .mx("mixed.test", 10, "a.test")?
            .mx("mixed.test", 20, "b.test")?
            .mx("bogus.test", 10, "a.test")?
            .address("a.test", [127, 0, 0, 1])?
            .address("a.test", [10, 0, 0, 1])?
            .address("b.test", [0, 0, 0, 0])?
            .address("b.test", V4[0])
    };
    let router_ = plain(zone());
    assert_eq!(
        shown(router_.resolve(&mx("mixed.test")).await),
        ["b.test 192.0.2.1:25"]
    );
    assert_eq!(
        failure(router_.resolve(&mx("bogus.test")).await),
        "5.4.4 no mail host of bogus.test has a public address"
    );
    let config = RouterConfig::builder()
        .allow_special_addresses(true)
        .port(2525)
        .build()
        .unwrap();
    let hosts = router(config, zone()).resolve(&mx("bogus.test")).await;
    assert_eq!(shown(hosts), ["a.test 127.0.0.1:2525,10.0.0.1:2525"]);
}

#[tokio::test]
async fn exchanges_that_are_no_host_names_are_skipped() {
    let router = plain((|| {
        StaticResolver::new()
            .mx("mixed.test", 1, "198.51.100.1.")?
            .mx("mixed.test", 2, "a b\r\n")?
            .mx("mixed.test", 3, "a.test")?
            .mx("literal.test", 1, "198.51.100.1")?
            .address("a.test", V4[0])
    })());
    assert_eq!(
        shown(router.resolve(&mx("mixed.test")).await),
        ["a.test 192.0.2.1:25"]
    );
    assert!(failure(router.resolve(&mx("literal.test")).await).starts_with("5.4.4 "));
}

#[tokio::test]
async fn host_that_fails_for_now_is_skipped_if_another_works_and_defers_if_none_does() {
    let zone = |with_second: bool| {
        let zone = StaticResolver::new()
            .mx("example.org", 10, "a.test")?
            .mx("example.org", 20, "b.test")?
            .address_failure("a.test", servfail())?;
        if with_second {
            zone.address("b.test", V4[0])
        } else {
            Ok(zone)
        }
    };
    assert_eq!(
        shown(plain(zone(true)).resolve(&mx("example.org")).await),
        ["b.test 192.0.2.1:25"]
    );
    let hosts = plain(zone(false)).resolve(&mx("example.org")).await;
    assert_eq!(
        failure(hosts),
        "4.4.3 look-up of mx host a.test failed for now: servfail"
    );
}

#[tokio::test]
async fn hosts_and_addresses_are_capped() {
    let zone = (0..40u8).try_fold(StaticResolver::new(), |zone, n| {
        let host = format!("h{n}.test");
        let mut zone = zone.mx("example.org", n.into(), &host)?;
        for a in 1..20u8 {
            zone = zone
                .address(&host, [192, 0, 2, a])?
                .address(&host, v6(&format!("2001:db8::{a}")))?;
        }
        Ok(zone)
    });
    let hosts = plain(zone.clone()).resolve(&mx("example.org")).await.unwrap();
    assert_eq!(hosts.len(), 10);
    assert!(
        hosts
            .iter()
            .enumerate()
            .all(|(n, host)| host.name == format!("h{n}.test"))
    );
    assert!(hosts.iter().all(|host| host.addresses.len() == 10));
    assert!(
        hosts
            .iter()
            .all(|host| host.addresses.iter().filter(|a| a.is_ipv6()).count() == 5)
    );
    let config = RouterConfig::builder()
        .max_hosts(2)
        .max_addresses_per_host(1, 2)
        .build()
        .unwrap();
    let hosts = router(config, zone).resolve(&mx("example.org")).await;
    let addresses = "[2001:db8::1]:25,192.0.2.1:25,[2001:db8::2]:25";
    assert_eq!(
        shown(hosts),
        [format!("h0.test {addresses}"), format!("h1.test {addresses}")]
    );
}

#[tokio::test]
async fn families_alternate_in_the_order_of_the_resolver() {
    let zone = || {
        StaticResolver::new()
            .address("example.org", [192, 0, 2, 9])?
            .address("example.org", v6("2001:db8::9"))?
            .address("example.org", [192, 0, 2, 1])?
            .address("example.org", v6("2001:db8::1"))?
            .address("example.org", [192, 0, 2, 5])?
            .address("example.org", [192, 0, 2, 9])?
            .address("example.org", v6("::ffff:192.0.2.1"))
    };
    for (policy, expected) in [
        (
            AddressFamilyPolicy::Ipv6First,
            "[2001:db8::9]:25,192.0.2.9:25,[2001:db8::1]:25,192.0.2.1:25,192.0.2.5:25",
        ),
        (
            AddressFamilyPolicy::Ipv4First,
            "192.0.2.9:25,[2001:db8::9]:25,192.0.2.1:25,[2001:db8::1]:25,192.0.2.5:25",
        ),
        (
            AddressFamilyPolicy::Ipv4Only,
            "192.0.2.9:25,192.0.2.1:25,192.0.2.5:25",
        ),
        (AddressFamilyPolicy::Ipv6Only, "[2001:db8::9]:25,[2001:db8::1]:25"),
    ] {
        let config = RouterConfig::builder().address_family(policy).build().unwrap();
        let hosts = router(config, zone()).resolve(&mx("example.org")).await;
        assert_eq!(shown(hosts), [format!("example.org {expected}")], "{policy:?}");
    }
}

#[tokio::test]
async fn ipv6_only_host_is_skipped_where_only_ipv4_is_used() {
    let zone = || StaticResolver::new().address("example.org", v6("2001:db8::1"));
    assert_eq!(
        shown(plain(zone()).resolve(&mx("example.org")).await),
        ["example.org [2001:db8::1]:25"]
    );
    let config = RouterConfig::builder()
        .address_family(AddressFamilyPolicy::Ipv4Only)
        .build()
        .unwrap();
    assert!(failure(router(config, zone()).resolve(&mx("example.org")).await).starts_with("5.4.4 "));
}

#[tokio::test]
async fn internationalised_domain_is_asked_as_a_label() {
    let zone = StaticResolver::new()
        .mx("xn--bcher-kva.example", 1, "MÜLLER.example")
        .unwrap();
    let router = plain(zone.address("xn--mller-kva.example", V4[0]));
    assert_eq!(
        shown(router.resolve(&mx("Bücher.example")).await),
        ["xn--mller-kva.example 192.0.2.1:25"]
    );
}

#[tokio::test]
async fn exchange_listed_twice_counts_once_at_its_best_preference() {
    let router = plain((|| {
        StaticResolver::new()
            .mx("example.org", 30, "a.test")?
            .mx("example.org", 10, "A.test.")?
            .mx("example.org", 20, "b.test")?
            .address("a.test", V4[0])?
            .address("b.test", V4[1])
    })());
    assert_eq!(
        shown(router.resolve(&mx("example.org")).await),
        ["a.test 192.0.2.1:25", "b.test 192.0.2.2:25"]
    );
}

#[tokio::test]
async fn stored_address_hop_is_judged_again() {
    let router = plain(Ok(StaticResolver::new()));
    let hop: NextHop = "address:198.51.100.1:25".parse().unwrap();
    assert_eq!(
        shown(router.resolve(&hop).await),
        ["198.51.100.1 198.51.100.1:25"]
    );
    let hop: NextHop = "address:127.0.0.1:25".parse().unwrap();
    assert_eq!(
        failure(router.resolve(&hop).await),
        "5.4.4 127.0.0.1 is not a public address"
    );
    let config = RouterConfig::builder()
        .allow_special_addresses(true)
        .build()
        .unwrap();
    let router = super::router(config, Ok(StaticResolver::new()));
    assert_eq!(shown(router.resolve(&hop).await), ["127.0.0.1 127.0.0.1:25"]);
}

#[tokio::test]
async fn unseeded_routers_draw_different_orders() {
    let zone = (0..6).try_fold(StaticResolver::new(), |zone, n| {
        let host = format!("h{n}.test");
        zone.mx("example.org", 10, &host)?.address(&host, [192, 0, 2, n])
    });
    let router = plain(zone);
    let mut orders = HashSet::new();
    for _ in 0..50 {
        orders.insert(shown(router.resolve(&mx("example.org")).await));
    }
    assert!(orders.len() > 10, "{}", orders.len());
}
