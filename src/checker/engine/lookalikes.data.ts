/**
 * Characters drawn like others that NFKC does not join, each followed by the one it passes for. Letters: only those
 * whose shape is the Latin one; Greek letters that stand for themselves in formulas (α β μ Ω) are left alone.
 * Radicals: those of CJK Radicals Supplement that texts taken from PDF contain (Unicode, EquivalentUnifiedIdeograph).
 */
export const lookalikePairs = [
  // Cyrillic
  'АAВBЕEЅSІIЈJКKМMНHОOРPСCТTХXУYаaеeіiјjоoрpсcуyхxѕsһhԁdԛqԝwԌGԚQԜWᴠvӏl',
  // Greek
  'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνv',
  // Radicals
  '⺁厂⺄乙⺈刀⺊卜⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爪⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳罓⺷羊⺸羊⺹耂⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻏阝⻐钅⻑长⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻭齿⻮齿⻯龙⻰龙⻱龟⻲龟',
].join('')
