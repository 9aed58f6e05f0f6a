import type { Random } from './random'

/** Decade of birth, which given names follow. */
export type Generation = '1940s' | '1960s' | '1970s' | '1980s' | '1990s'

/** Sex, which given names follow. */
export type Sex = 'male' | 'female'

// Surnames of the region; the more common, the more often.
const SURNAMES = [
  ...'徐徐徐徐周周周郑郑郑王王王陈陈陈吴吴吴张张刘刘余余余毛毛方方叶叶姜姜汪汪胡胡祝程江何柴杨占黄朱舒廖翁童詹傅严蓝雷华琚',
]

const GIVEN: Record<Generation, Record<Sex, readonly string[]>> = {
  '1940s': {
    male: ['炳炎', '樟根', '水根', '金土', '关林', '秋生', '荣土', '顺发', '永福', '德才', '根木', '春林'],
    female: ['菊香', '桂仙', '凤娇', '梅香', '月娥', '素珍', '金花', '冬香', '彩仙', '水凤', '招弟', '银花'],
  },
  '1960s': {
    male: ['志明', '国荣', '水生', '土根', '建忠', '樟林', '卫国', '德明', '金良', '春生', '荣华', '有根'],
    female: ['秀英', '桂花', '爱珍', '美仙', '彩娟', '凤仙', '玉珍', '菊英', '春香', '小妹', '秋菊', '惠珍'],
  },
  '1970s': {
    male: [
      '建军',
      '建平',
      '志强',
      '国平',
      '卫东',
      '永军',
      '学军',
      '文忠',
      '利民',
      '立新',
      '志刚',
      '土荣',
      '海根',
      '小平',
    ],
    female: ['美华', '丽萍', '小红', '春燕', '建芬', '雪梅', '海燕', '秋红', '爱琴', '玉芳', '慧珍', '水仙'],
  },
  '1980s': {
    male: [
      '磊',
      '斌',
      '晓峰',
      '志伟',
      '海涛',
      '晓东',
      '振华',
      '佳伟',
      '剑锋',
      '超群',
      '国栋',
      '文斌',
      '永亮',
      '俊',
    ],
    female: ['婷', '静', '晓燕', '莉莉', '晓芳', '佳丽', '丽娟', '慧敏', '春花', '雯', '燕飞', '海英'],
  },
  '1990s': {
    male: ['浩', '俊杰', '文博', '嘉伟', '晨阳', '逸凡', '天宇', '凯', '宇航', '子豪', '鹏飞', '家乐'],
    female: ['欣怡', '雨婷', '佳慧', '思琪', '梦婷', '雨涵', '佳琪', '晨曦', '雅文', '诗琪', '可欣', '璐瑶'],
  },
}

/** Makes invented names, none of them twice. */
export class Names {
  private readonly used = new Set<string>()

  constructor(private readonly random: Random) {}

  /** Keeps a name that is given by hand from being made again. */
  reserve(name: string): string {
    this.used.add(name)
    return name
  }

  /** A new name for someone of this age and sex. */
  make(generation: Generation, sex: Sex): string {
    for (;;) {
      const name = this.random.pick(SURNAMES) + this.random.pick(GIVEN[generation][sex])
      if (!this.used.has(name)) return this.reserve(name)
    }
  }
}
