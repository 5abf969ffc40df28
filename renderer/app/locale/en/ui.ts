export default {
  form: {
    normalised: 'Tidied up (was “{typed}”)',
    kept: 'Leave empty to keep the stored value',
    calendar: 'Open the calendar: {field}',
  },
  grid: {
    noChoice: 'No such choice: Enter keeps what you typed',
  },
};
