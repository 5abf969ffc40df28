export default {
  again: 'Open again',
  busy: {
    title: 'Open in another window',
    text: 'One set of data can be used in one window at a time; your data is safe. Go back to that window, or use it here: what is not saved over there will then be lost.',
    act: 'Use here',
  },
  moved: {
    title: 'Moved to another window',
    text: 'You chose “Use here” in another window, so this one has stopped. Saved data is safe.',
    act: 'Bring it back here',
  },
  newer: {
    title: 'Data from a newer version',
    text: 'This data was saved by a newer Merchant Desk. This version neither opens nor touches it. Please install the newer one.',
  },
  failed: {
    title: 'The data cannot be opened',
    text: 'Nothing was changed. Try these in turn:',
    private: 'Do not use a private window; allow this page to keep data.',
    disk: 'Check the disk: at least 1 GB should be free.',
    anyway: 'Open all the same (data may be lost)',
    restart: 'Close other windows and open again; if that fails, restart the computer.',
  },
  lost: {
    missing: 'The earlier data cannot be found',
    damaged: 'The data files are damaged',
    behind: 'The data is older than its journal',
    text: 'This computer did hold Merchant Desk data, and it cannot be opened now. The program stops here, so that nobody takes this for a fresh installation.',
    behindText:
      'The journal holds changes that this data does not: an old data folder was put back, or the disk lost what was written last. The program stops here so that nothing saved is lost.',
    careful: 'Do not start over in a hurry: the files on the disk may still be saved.',
    lastOpened: 'Last opened well',
    unknown: 'Not known',
    where: 'Where the data lives',
  },
  count: { merchants: 'Merchants', admins: 'Administrators', importBatches: 'Imports', audit: 'Audit entries' },
  where: {
    electron: 'The application data folder of this system account',
    browser: "This browser's present profile, under this page's address",
  },
  todo: {
    title: 'What else you can do',
    again: 'Close other windows, check the disk space, then open again.',
    login: 'Make sure it is the usual system account; another one has other data.',
    profile: 'Make sure it is the usual browser, profile and address (port included).',
    copy: 'If you have a copy of the data folder: close the program, put it back in place, and open again.',
  },
  cold: {
    title: 'A copy of the database files',
    text: 'For when no backup is better: as the program left them {at} ({age}), {merchants} merchants, {size}. What was changed later is not in it. The files that are there now are kept aside.',
    act: 'Put this copy back and open again',
  },
  over: {
    open: 'Give the old data up and start over…',
    text: 'Starting over creates an empty set of data. If the old files are still on the disk, they become harder to save. Do this only when they are no longer needed.',
    type: 'If you are sure, type “{word}”',
    word: 'start over',
    act: 'Give up the old data and start over',
    cancel: 'Back',
    openBehind: 'Go on with the present data…',
    textBehind:
      'The present data is opened as it is; what the journal has beyond it is given up. Restoring the backup first is better.',
    wordBehind: 'go on',
    actBehind: 'Go on with the present data',
  },
};
