import { MERCHANT_SENSITIVE_FIELDS, type MerchantSensitiveField } from '@shared/entities/merchant';
import type { MerchantBlock } from '@renderer/data/merchant-block';
import type { MerchantStore, SealedPlace } from '@renderer/data/merchant-store';
import type { Vault } from '../vault/vault';

/** Plain values of the sensitive fields of one merchant; they live as long as the command that needs them. */
export type Secrets = Record<MerchantSensitiveField, string>;
/** The same of a block, one array per field. */
type BlockSecrets = Record<MerchantSensitiveField, string[]>;

const rowAad = (id: string): string => `merchants|${id}`;
export const blockAad = (table: 'merchantBlocks' | 'importBefore', id: string): string => `${table}|${id}`;

export function secretsOf(values: Readonly<Partial<Secrets>>): Secrets {
  return Object.fromEntries(MERCHANT_SENSITIVE_FIELDS.map((f) => [f, values[f] ?? ''])) as Secrets;
}

export function sealRow(vault: Vault, id: string, secrets: Secrets): Promise<Uint8Array> {
  return vault.seal(rowAad(id), JSON.stringify(secrets));
}

export function sealBlock(vault: Vault, aad: string, rows: readonly Secrets[]): Promise<Uint8Array> {
  const columns = Object.fromEntries(MERCHANT_SENSITIVE_FIELDS.map((f) => [f, rows.map((row) => row[f])]));
  return vault.seal(aad, JSON.stringify(columns));
}

export async function unsealBlock(vault: Vault, aad: string, sealed: Uint8Array): Promise<Secrets[]> {
  const columns = await openBlock(vault, aad, sealed);
  return columns.legalIdNo.map((_, row) => secretsAt(columns, row));
}

async function openBlock(vault: Vault, aad: string, sealed: Uint8Array): Promise<BlockSecrets> {
  return JSON.parse(await vault.unseal(aad, sealed)) as BlockSecrets;
}

function secretsAt(columns: BlockSecrets, row: number): Secrets {
  return {
    legalIdNo: columns.legalIdNo[row]!,
    contactPhone: columns.contactPhone[row]!,
    accountNo: columns.accountNo[row]!,
  };
}

/** Opens each block once, however many of its rows a command needs. */
export class SecretReader {
  private readonly opened = new Map<MerchantBlock, Promise<BlockSecrets>>();

  constructor(
    private readonly vault: Vault,
    private readonly store: MerchantStore,
  ) {}

  async read(id: string): Promise<Secrets> {
    const place = this.store.sealedPlaceOf(id);
    if (!place) throw new Error('no such merchant');
    return this.readPlace(place);
  }

  private async readPlace(place: SealedPlace): Promise<Secrets> {
    if (place.kind === 'block') return secretsAt(await this.open(place.block), place.row);
    return JSON.parse(await this.vault.unseal(rowAad(place.row.id), place.row.sealed)) as Secrets;
  }

  private open(block: MerchantBlock): Promise<BlockSecrets> {
    let columns = this.opened.get(block);
    if (!columns) {
      columns = openBlock(this.vault, blockAad('merchantBlocks', block.id), block.data.sealed);
      this.opened.set(block, columns);
    }
    return columns;
  }
}
