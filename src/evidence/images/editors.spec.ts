import { editorIn } from './editors';

describe('The software that a picture names', () => {
  it.each([
    ['Adobe Photoshop CC 2019 (Windows)', 'Adobe Photoshop'],
    ['GIMP 2.10.30', 'GIMP'],
    ['美图秀秀 9.1', 'Meitu 美图秀秀'],
    ['MeituPic', 'Meitu 美图秀秀'],
    ['Snapseed 2.0', 'Snapseed'],
    ['paint.net 4.3', 'paint.net'],
  ])('%s is an editor', (software, name) => {
    expect(editorIn(software)).toBe(name);
  });

  it.each([
    null,
    '',
    '17.5.1',
    'MIUI Camera',
    'HarmonyOS 4.0.0',
    'LYA-AL00 10.1.0.163(C00E160R1P8)',
    'SM-G9730ZCU3CTA1',
    'Microsoft Windows Photo Viewer 10.0',
    'HDR+ 1.0.3',
  ])('%s is none', (software) => {
    expect(editorIn(software)).toBe('');
  });
});
