import { texts } from '../platform/i18n/texts';

export const evidenceTexts = texts('evidence', {
  // Why one file was not taken; each names the file.
  'refused.file-too-large': { zh: '“{name}”超过 {limitMb} MB，请在相机设置中选较小的照片尺寸', en: '“{name}” has more than {limitMb} MB: choose a smaller size in the camera' },
  'refused.image-too-large': { zh: '“{name}”约 {megapixels} 百万像素，最多 {limitMp} 百万，请用普通拍照模式重拍', en: '“{name}” has about {megapixels} megapixels, at most {limitMp}: take it again in the normal photo mode' },
  'refused.unsupported-file': { zh: '“{name}”不是可接受的文件（{accepted}）。苹果手机请在“设置-相机-格式”中选“兼容性最佳”；动图、网页截取的图不收', en: '“{name}” is none of the files taken ({accepted}). On an iPhone choose Settings, Camera, Formats, Most Compatible; moving pictures are not taken' },
  'refused.unreadable-image': { zh: '“{name}”不完整或已损坏，请从相册重新选择原图，或者重拍', en: '“{name}” is incomplete or damaged: choose the original again, or take it again' },
  'refused.cameraClock': { zh: '“{name}”的拍摄日期是 {on}，晚于今天（{today}）。请核对手机或相机的日期和时间，调准后重拍', en: 'The camera dated “{name}” {on}, which is after today ({today}). Set the clock of the phone or camera right and take it again' },
  'photos.none': { zh: '请选择照片', en: 'Choose photos' },
  'photos.place': { zh: '请选择照片拍的是哪个改造项，或哪个房间（只选一个）', en: 'Choose the item or the room that the photos show, one of them' },
  'photos.position': { zh: '经度和纬度要一起填写', en: 'Give longitude and latitude together' },
  'documents.none': { zh: '请选择文件', en: 'Choose a file' },
}); // prettier-ignore
