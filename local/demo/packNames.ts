import type { Random } from "./random";

/** Invented people for the packs: a surname, a given name, and how neighbours call them; no two are called alike. */
export interface InventedPerson {
  name: string;
  calledName: string;
}

const surnames = [..."王李张刘杨黄吴徐孙马朱胡郭林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔"];
const givenNames = ["文秀", "国栋", "桂兰", "晓梅", "志强", "建华", "素芬", "明远", "玉珍", "德福", "春燕", "立新", "佳慧", "长青", "秀清", "卫东", "丽华", "永康", "思敏", "守信", "若兰", "世平", "金凤", "少云"];
const calls = [(surname: string) => `老${surname}`, (surname: string) => `${surname}姐`, (surname: string) => `小${surname}`, (surname: string) => `${surname}师傅`, (surname: string) => `${surname}老师`];

/** @param taken called names that the cast has already */
export function inventPeople(random: Random, taken: readonly string[]): () => InventedPerson {
  const used = new Set(taken);
  const pairs = random.shuffled(surnames.flatMap((surname) => calls.map((call) => ({ surname, calledName: call(surname) }))));
  return () => {
    for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
      if (used.has(pair.calledName)) continue;
      used.add(pair.calledName);
      return { name: pair.surname + random.pick(givenNames), calledName: pair.calledName };
    }
    throw new Error("the demo has run out of names");
  };
}
