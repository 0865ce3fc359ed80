import { DemoPhotoTraits, drawDemoPhoto } from '../../src/demo/demo-photos';

let next = Math.floor(Math.random() * 1_000_000_000);

/**
 * A real picture of a drawn room, different with every call unless a seed is given; `takenAt` is the camera's
 * wall-clock time, without one there is no EXIF time.
 */
export function aPhoto(traits: Partial<DemoPhotoTraits> = {}): Promise<Buffer> {
  return drawDemoPhoto({ seed: next++, longSide: 640, ...traits });
}
