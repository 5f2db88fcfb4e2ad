import ipaddr from 'ipaddr.js';

/** @param hostname as in `URL.hostname`, IPv6 in brackets; null when it is a name */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}

/** Reserved, private, link-local, multicast and translated addresses are not public: behind them may be our own house. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}
