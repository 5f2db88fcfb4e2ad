import ipaddr from 'ipaddr.js';

/**
 * @param hostname as in `URL.hostname`: IPv6 in brackets
 * @returns the IP address; null when the hostname is a DNS name
 */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}

/**
 * Addresses that ipaddr.js calls unicast but that lead into a private network or to Azure itself.
 * - 168.63.129.16: Azure's own services, as every virtual machine sees them
 *   (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16)
 * - 192.88.99.0/24: 6to4 relays (RFC 7526)
 * - ::/96: IPv4-compatible (RFC 4291 §2.5.5.1); such as `::127.0.0.1`
 * - 64:ff9b:1::/48: NAT64 inside a network (RFC 8215)
 * - fec0::/10: site-local (RFC 3879)
 * - 5f00::/16: segment routing (RFC 9602)
 */
const inside = [
  '168.63.129.16/32',
  '192.88.99.0/24',
  '::/96',
  '64:ff9b:1::/48',
  'fec0::/10',
  '5f00::/16',
].map((range) => ipaddr.parseCIDR(range));

/** Reserved, private, link-local, multicast and translated addresses are not public: they may lead into our own network. */
export function isPublicAddress(address: string): boolean {
  // ipaddr.js reads an IPv4-compatible address that is written with dots as an IPv4-mapped one.
  if (!ipaddr.isValid(address) || /^::\d+\./.test(address)) return false;
  const parsed = ipaddr.process(address);
  const isInside = inside.some(
    ([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits),
  );
  return parsed.range() === 'unicast' && !isInside;
}
