/**
 * Programs that change what a picture shows, by the name that they leave in it. A closed list: what else stands there is
 * a phone's or a camera's own software, a viewer that turned the picture, or a service that made it smaller.
 */
const EDITORS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Adobe Photoshop', /photoshop/i],
  ['Adobe Lightroom', /lightroom/i],
  ['Affinity Photo', /affinity (?:photo|designer)/i],
  ['BeautyCam 美颜相机', /beautycam|美颜相机/i],
  ['BeautyPlus', /beautyplus/i],
  ['Capture One', /capture one/i],
  ['Corel', /corel|photo-?paint|paintshop|paint shop pro/i],
  ['darktable', /darktable/i],
  ['FaceApp', /faceapp/i],
  ['Faceu 激萌', /faceu|激萌/i],
  ['GIMP', /\bgimp\b/i],
  ['Hypic 醒图', /hypic|xingtu|醒图/i],
  ['Krita', /\bkrita\b/i],
  ['Luminar', /\bluminar\b/i],
  ['Meitu 美图秀秀', /meitu ?pic|mtxx|xiuxiu|美图/i],
  ['nEO iMAGING 光影魔术手', /neo ?imaging|光影/i],
  ['paint.net', /paint\.net/i],
  ['PhotoScape', /photoscape/i],
  ['Photopea', /photopea/i],
  ['PicsArt', /picsart/i],
  ['Pixelmator', /pixelmator/i],
  ['Pixlr', /pixlr/i],
  ['Pitu 天天P图', /\bpitu\b|天天p图/i],
  ['RawTherapee', /rawtherapee/i],
  ['Snapseed', /snapseed/i],
  ['VSCO', /\bvsco/i],
];

/** @returns the editor's name; empty where none is known by what the picture says of its software */
export function editorIn(software: string | null): string {
  if (software === null) return '';
  return EDITORS.find(([, pattern]) => pattern.test(software))?.[0] ?? '';
}
