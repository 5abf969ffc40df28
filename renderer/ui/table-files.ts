/** What a table may come in, as the dialog that chooses files wants it. */
export const TABLE_FILES = '.xlsx,.xls,.csv,.txt,.ods,.et';
