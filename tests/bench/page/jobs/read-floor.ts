import { expectEqual, pickedFile, timed, type Job } from '../job';
import { inflateInto, zipEntries } from './zip-entries';

/** P1's floor: the file's bytes inflated natively and decoded as UTF-8, nothing looked at. */
export const readFloor: Job = async (input) => {
  const file = pickedFile(input);
  const [ms, chars] = await timed(async () => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let total = 0;
    for (const entry of zipEntries(bytes)) {
      const decoder = new TextDecoder();
      await inflateInto(entry.deflated, (piece) => (total += decoder.decode(piece, { stream: true }).length));
      total += decoder.decode().length;
    }
    return total;
  });
  expectEqual('more text than cells', chars > input.n * 20, true);
  return { read: [ms] };
};
