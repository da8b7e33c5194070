/** Words that guessing begins with; a password that is one of them with digits or signs around it is one of them. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `a aa aaa ab abc abcd abcde abcdef abcdefg abcdefgh qwe qwer qwert qwerty qwertyui qwertyuiop asd asdf asdfg asdfgh
  asdfghjkl zxc zxcv zxcvb zxcvbn zxcvbnm qaz qazwsx qazwsxedc wsx xsw zaq zaqxsw
  1qaz2wsx 1qaz2wsx3edc 1qaz2wsx3edc4rfv qaz123wsx 1q2w3e4r 1q2w3e4r5t q1w2e3r4 q1w2e3r4t5 123qwe 123qweasd 123qweasdzxc
  qwe123 qweasd qweasdzxc asd123 abc123 aaa111 a1b2c3 a1b2c3d4 1a2b3c4d 112233 123123 123321 123456 1234567 12345678
  123456789 1234567890 111111 000000 666666 888888 520520 5201314 1314520 147258369 159357 789456123
  admin administrator root guest test testtest user manager master super superman system server oracle mysql postgres
  password passwd pass passw pwd letmein welcome hello login monkey dragon shadow sunshine princess football baseball
  iloveyou iloveu love loveyou woaini woaiwojia wodemima mima mimamima nihao nihaoma zhongguo china beijing zhejiang
  hangzhou gongzuo bangong bangongshi zhengfu wangluo anquan caonima changeme default initial temp temporary
  secret computer internet windows wechat weixin weibo douyin toutiao huawei xiaomi tencent alibaba`.split(/\s+/),
)
