/**
 * Traditional signs, each followed by its simplified twin: those of headers, options, numerals and place names. Not a
 * converter of texts: names of merchants and people stay as they are spelled.
 */
const TWINS =
  '戶户稱称簡简類类統统會会碼码聯联繫系絡络電电話话郵邮詳详細细營营範范圍围經经開开銀银帳账帐账賬账號号費费結结週周駐驻註注備备證证証证執执業业區区縣县負负責责務务網网簽签約约說说間间機机構构資资訊讯產产東东識识別别納纳稅税飲饮發发' +
  '賣卖買买貿贸個个體体戸户組组織织單单團团實实時时當当級级標标籤签狀状態态現现場场門门點点鋪铺檔档鎖锁連连總总額额數数據据報报記记錄录維维護护質质檢检驗验審审進进遠远處处廣广遼辽寧宁龍龙蘇苏貴贵雲云陝陕肅肃臺台灣湾內内滬沪' +
  '慶庆瓊琼贛赣晉晋黃黄瀋沈陽阳濟济漢汉長长蘭兰齊齐爾尔濱滨錦锦鐵铁嶺岭撫抚順顺盤盘莊庄滄沧鄭郑許许馬马華华興兴溫温紹绍廈厦島岛煙烟濰潍棗枣萊莱無无錫锡鎮镇揚扬鹽盐蕪芜銅铜懷怀婁娄衛卫綿绵陰阴邊边達达涼凉麗丽紅红雙双騰腾賀贺' +
  '賓宾欽钦來来貢贡樂乐瀘泸潁颍嶽岳歸归潛潜隨随聖圣鳳凤鷹鹰鶴鹤雞鸡驪骊魚鱼鳥鸟麥麦黨党齋斋龜龟壩坝堯尧壽寿寶宝將将屬属峽峡嵐岚巖岩崗岗幹干彎弯從从復复徑径憲宪應应戰战擴扩敘叙斷断暈晕曉晓書书楊杨橋桥樹树歐欧澤泽潔洁濕湿灘滩' +
  '燈灯燭烛獅狮獨独瑪玛環环畢毕異异療疗皺皱碭砀礦矿禮礼稜棱穀谷筆笔節节築筑紀纪純纯紙纸線线緣缘縱纵縫缝習习聞闻職职脈脉腦脑臨临舊旧艦舰藍蓝藝艺藥药蘆芦虛虚蟲虫術术補补裝装觀观訂订計计訪访評评詢询誠诚調调請请變变讓让豐丰貝贝' +
  '財财貨货貸贷賴赖趙赵車车軌轨軍军軟软輕轻輪轮輸输轉转農农運运過过遊游選选還还邏逻鄉乡鄒邹醫医釋释針针鈔钞錢钱鍵键鐘钟閘闸閩闽閱阅陳陈隊队階阶隴陇雜杂離离難难靈灵靜静韓韩頁页項项領领頭头題题顏颜願愿風风飛飞養养館馆騎骑驛驿' +
  '鬥斗魯鲁';
const SIMPLIFIED = new Map(Array.from({ length: TWINS.length / 2 }, (_, i) => [TWINS[i * 2]!, TWINS[i * 2 + 1]!]));
const TRADITIONAL = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'g');

/** A word with its traditional signs simplified. */
export function simplify(text: string): string {
  return text.replace(TRADITIONAL, (sign) => SIMPLIFIED.get(sign)!);
}
