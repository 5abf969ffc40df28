/** A payer as it may be shown: the ends of an openid or account, a name's last sign. What a provider has starred already stays. */
export function maskPayer(payer: string): string {
  if (payer === '' || payer.includes('*')) return payer;
  if (payer.length <= 4) return `*${payer.slice(-1)}`;
  return payer.length < 12 ? `${payer.slice(0, 1)}***${payer.slice(-2)}` : `${payer.slice(0, 4)}****${payer.slice(-4)}`;
}
