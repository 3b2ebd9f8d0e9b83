/**
 * Numbers of networks (AS) of companies that host servers, as they announce themselves at
 * https://www.peeringdb.com. People are behind them, too (office proxies, private networks), so by
 * themselves they leave nobody out.
 */
export const DATACENTRES: ReadonlySet<number> = new Set([
  16509,
  14618, // Amazon
  396982, // Google Cloud
  8075, // Microsoft
  31898, // Oracle
  45102, // Alibaba
  132203, // Tencent
  14061, // DigitalOcean
  24940, // Hetzner
  16276, // OVH
  63949, // Akamai Connected Cloud, Linode
  20473, // Vultr
  12876, // Scaleway
  51167, // Contabo
  60781, // Leaseweb
]);
