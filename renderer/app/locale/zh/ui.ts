export default {
  form: {
    normalised: '已规范书写（原为“{typed}”）',
    kept: '留空则保持原值不变',
    calendar: '打开日历：{field}',
  },
  grid: {
    noChoice: '没有匹配的选项，按回车保留所输入的内容',
  },
};
