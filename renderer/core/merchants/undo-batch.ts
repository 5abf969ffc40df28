/** Restored rows live under a batch id of their own, so that the batch's blocks can go. */
export function undoBatchId(batchId: string): string {
  return `${batchId}~undo`;
}
