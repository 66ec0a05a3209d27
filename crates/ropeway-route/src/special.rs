//! Addresses that a public DNS answer has no business to name.

use std::net::{IpAddr, Ipv4Addr};

/// Whether mail to the address cannot be meant for a host on the Internet: unspecified, loopback,
/// private, shared, link-local, multicast and reserved ranges [RFC 6890]. A connection there would reach
/// this machine or its neighbours on behalf of whoever wrote the DNS record.
pub(crate) fn is_special(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(ip) => is_special_v4(ip),
        IpAddr::V6(ip) => {
            ip.is_unspecified()
                || ip.is_loopback()
                || ip.is_unicast_link_local()
                || ip.is_unique_local()
                || ip.is_multicast()
        }
    }
}

fn is_special_v4(ip: Ipv4Addr) -> bool {
    let [a, b, _, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    a == 0
        || a >= 240
        || shared
        || ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_ranges_are_told_from_public_addresses() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "127.0.0.1",
            "127.255.0.9",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.1.1",
            "100.64.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "febf::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.1.1.1",
        ] {
            assert!(is_special(text.parse().unwrap()), "{text}");
        }
        for text in [
            "192.0.2.1",
            "172.32.0.1",
            "100.128.0.1",
            "8.8.8.8",
            "2001:db8::1",
            "2a00::1",
            "::ffff:198.51.100.1",
        ] {
            assert!(!is_special(text.parse().unwrap()), "{text}");
        }
    }
}
