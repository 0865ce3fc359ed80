import { DATE_NAMES, DefectFacts, Dossier, PaymentFacts, PhotoFacts } from '../../src/rules/dossier';
import { aDossier, aPhoto, day, withDates } from './dossier';

const sound = aDossier();

const defect = (foundOn: string, curedOn: string | null, reinspectedOn: string): DefectFacts => ({
  id: 'defect',
  source: 'inspection',
  foundOn: day(foundOn),
  curedOn: curedOn === null ? null : day(curedOn),
  reinspectedOn: day(reinspectedOn),
});
const paid = (on: string): PaymentFacts[] =>
  (['invoice', 'final', 'retention'] as const).map((kind) => ({
    id: kind,
    kind,
    on: day(on),
    amountFen: 1,
  }));
/** After photos with everything that can be said against one; a rail that nobody planned is among them. */
const suspect = (changes: Partial<PhotoFacts>): PhotoFacts[] => [
  ...sound.photos.filter(({ stage }) => stage === 'before'),
  ...['ramp', 'rail'].map((itemId) =>
    aPhoto({
      id: `suspect-${itemId}`,
      stage: 'after',
      itemId,
      on: '2019-05-10',
      position: { longitude: 114, latitude: 33.9, accuracyM: 12.4 },
      clockSkewS: 1000,
      editor: '美图',
      thumbnailDiffers: true,
      sameBytes: [{ id: 'b', label: '2019 年 李某 坡道' }],
      lookalikes: [
        { id: 'entrance-before', label: '施工前 2026-03-01', distance: 4, place: 'sameItemOtherStage' },
        { id: 'c', label: '2019 年 王某 坡道', distance: 9, place: 'otherHousehold' },
        { id: 'd', label: '', distance: 3, place: 'otherDistrict' },
      ],
      ...changes,
    }),
  ),
];

/** Retrofits that break every rule of dates, money and photos in each of its ways, for the tests of words. */
export function suspectDossiers(): Dossier[] {
  return [
    // Nothing that dates depend on, and every date too early for what it depends on.
    withDates(sound, Object.fromEntries(DATE_NAMES.map((name) => [name, null]))),
    withDates(sound, Object.fromEntries(DATE_NAMES.map((name, index) => [name, `2026-05-${31 - index}`]))),
    withDates(sound, { contractSignedOn: '2026-05-01', completedOn: '2026-05-10' }),
    withDates(sound, { contractSignedOn: '2026-03-01' }),
    withDates(
      {
        ...sound,
        lookBacks: [{ id: 'l', on: day('2026-06-20') }],
        defects: [
          defect('2026-06-10', '2026-06-09', '2026-06-08'),
          { ...defect('2026-06-10', null, '2026-06-12'), id: 'e' },
        ],
        payments: paid('2026-01-01'),
      },
      {},
    ),
    withDates(
      { ...sound, lookBacks: [{ id: 'l', on: day('2026-06-20') }], payments: paid('2026-07-01') },
      { contractSignedOn: null, acceptedOn: null },
    ),
    { ...sound, photos: [], plans: [] },
    {
      ...sound,
      photos: suspect({}),
      items: [...sound.items, { ...sound.items[0]!, id: 'rail', name: '扶手' }],
    },
    {
      ...sound,
      photos: suspect({
        itemId: null,
        lookalikes: [{ id: 'd', label: 'd', distance: 3, place: 'otherDistrict' }],
        clockSkewS: null,
        editor: '',
      }),
    },
    {
      ...sound,
      photos: suspect({
        position: null,
        cameraAt: null,
        grade: 'none',
        thumbnailDiffers: false,
        clockSkewS: null,
      }),
    },
    {
      ...sound,
      supersededPhotos: [{ id: 'old', stage: 'before', supersededOn: day('2026-06-01'), reason: '' }],
      devices: [{ ...sound.devices[0]!, alsoAt: [{ id: 'o', label: '2019 年 李某' }] }],
      signatures: sound.signatures.map((one) => ({ ...one, sameImageNames: ['戊', '己'] })),
      application: {
        ...sound.application!,
        proxyName: '庚',
        opinions: sound.application!.opinions.map((one) => ({ ...one, personId: 'g', personName: '庚' })),
      },
    },
  ];
}
