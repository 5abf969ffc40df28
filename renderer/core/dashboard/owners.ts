import type { DaySums } from '@shared/contracts/bills';
import { accountId } from '../bills/accounts';
import type { CoreContext } from '../context';
import type { ReachedAccounts } from '../txns/accounts-for';

interface Owner {
  id: string;
  region: string;
  type: string;
}

const NOBODY: Owner = { id: '', region: '', type: '' };
/** A merchant that does not say. */
const UNKNOWN = '-';

/** Who receipts belong to, looked up once for each account. */
export class Owners {
  private readonly found = new Map<string, Owner>();

  constructor(
    private readonly ctx: CoreContext,
    private readonly accounts: ReachedAccounts,
  ) {}

  readonly merchantOf = (row: DaySums): string => this.of(row).id;
  readonly regionOf = (row: DaySums): string => this.of(row).region;
  readonly typeOf = (row: DaySums): string => this.of(row).type;
  readonly nameOf = (id: string): string => this.ctx.merchants.get(id)?.values['name'] ?? '';

  private of({ channel, account }: DaySums): Owner {
    const key = accountId(channel, account);
    let owner = this.found.get(key);
    if (!owner) {
      const merchantId = this.accounts.known.get(key)?.merchantId ?? '';
      const values = this.ctx.merchants.get(merchantId)?.values;
      owner = values
        ? {
            id: merchantId,
            region: (values['regionCode'] ?? '').slice(0, 2) || UNKNOWN,
            type: values['merchantType'] || UNKNOWN,
          }
        : NOBODY;
      this.found.set(key, owner);
    }
    return owner;
  }
}
