export default {
  steps: 'Setup steps',
  back: 'Back',
  welcome: {
    step: 'Start',
    title: 'Welcome to Merchant Desk',
    text: 'Setup takes a few minutes. Four things to know first:',
    next: 'Begin',
    localTitle: 'Data stays on this computer',
    localText:
      'The program does not go online and uploads nothing. If the computer is lost or its disk fails, data without a backup is gone.',
    loginTitle: 'One system account, one set of data',
    loginText:
      'Colleagues who share this desk use the same system account and their own login names here; another system account has its own, empty data.',
    codeTitle: 'Keep the recovery code',
    codeText:
      'ID, account and mobile numbers are stored encrypted. After a forgotten password only the code or another super administrator can help.',
    backupTitle: 'Permissions prevent mistakes and give accountability',
    backupText: 'They do not stop malware on this computer. Use disk encryption and lock the screen.',
  },
  company: {
    step: 'Company',
    title: 'Company and first administrator',
    text: 'This super administrator may do everything and can add other people.',
    name: 'Company name',
    nameNeeded: 'Please enter the company name',
    admin: 'Your name',
    adminNeeded: 'Please enter your name',
    next: 'Create the company',
  },
  code: {
    step: 'Recovery code',
    title: 'Keep the recovery code',
    text: 'Print or save it and put it in a safe place.',
  },
  finish: {
    step: 'Done',
    title: 'All set',
    text: 'One last choice; you can change it in Settings at any time.',
    sampleTitle: 'Look around with sample data',
    sampleText: 'Loads made-up merchants, marked as samples; one click removes them.',
    sample: 'Load samples',
    emptyTitle: 'Start right away',
    emptyText: 'Begin empty and enter or import your own merchants.',
    empty: 'Start empty',
  },
};
