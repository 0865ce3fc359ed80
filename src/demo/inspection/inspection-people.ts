import { Dice } from '../demo-drawing';
import { inventedIdNumber } from '../demo-homes';

/** Somebody who does not exist, in a community of the fictional district. */
export interface InventedPerson {
  readonly name: string;
  readonly idNumber: string;
  readonly certificateNumber: string;
  readonly category: number;
  readonly grade: number;
  readonly phone: string;
  readonly street: string;
  readonly community: string;
  readonly address: string;
}

const SURNAMES = [
  ...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜',
  '欧阳',
  '司马',
  '诸葛',
];
const GIVEN = [...'秀英桂兰玉珍建国志明春梅德福永贵淑芳长林凤霞守义改云满仓金锁𬭚旺'];

const COMMUNITIES = [
  ['临河街道', '柳堤社区'],
  ['临河街道', '石桥社区'],
  ['东岭街道', '坡上社区'],
] as const;

/** The `index`-th person, the same for the same dice; no two have the same name, number or address. */
export function inventedPerson(index: number, dice: Dice): InventedPerson {
  const born = `${1935 + (index % 50)}${String(1 + (index % 12)).padStart(2, '0')}${String(1 + (index % 28)).padStart(2, '0')}`;
  const idNumber = inventedIdNumber(born, index + 1);
  const category = 1 + (index % 7);
  const grade = 1 + (index % 2);
  const [street, community] = COMMUNITIES[index % COMMUNITIES.length]!;
  const surname = SURNAMES[index % SURNAMES.length]!;
  const first = GIVEN[Math.floor(index / SURNAMES.length) % GIVEN.length]!;
  return {
    name: `${surname}${first}${dice.oneOf(GIVEN)}`,
    idNumber,
    certificateNumber: `${idNumber}${category}${grade}`,
    category,
    grade,
    phone: `1380000${String(index).padStart(4, '0')}`,
    street,
    community,
    address: `${street}${community}${index + 1}号`,
  };
}
