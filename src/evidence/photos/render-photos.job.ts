import { defineJob } from '../../platform/jobs/job';

/** Makes the screen rendition and the thumbnail of new photos. */
export const renderPhotos = defineJob<{ photoIds: readonly string[] }>({
  name: 'render-photos',
  retries: 3,
  expireSeconds: 900,
});
