/** Every address of the pages, in one tree; templates and controllers take them from here. */
export const paths = {
  signIn: '/sign-in',
  worklist: '/',
  households: {
    list: '/households',
    create: '/households/new',
    show: (id: string) => `/households/${id}`,
    edit: (id: string) => `/households/${id}/edit`,
  },
  programmes: {
    list: '/programmes',
    create: '/programmes/new',
    show: (id: string) => `/programmes/${id}`,
  },
  contractors: {
    list: '/contractors',
    show: (id: string) => `/contractors/${id}`,
  },
  retrofits: {
    list: '/retrofits',
    show: (id: string) => `/retrofits/${id}`,
    application: (id: string) => `/retrofits/${id}/application`,
    survey: (id: string) => `/retrofits/${id}/survey`,
    measurement: (id: string) => `/retrofits/${id}/measurement`,
    consultation: (id: string) => `/retrofits/${id}/consultation`,
    plan: (id: string) => `/retrofits/${id}/plan`,
    contract: (id: string) => `/retrofits/${id}/contract`,
    works: (id: string) => `/retrofits/${id}/works`,
    photos: (id: string) => `/retrofits/${id}/photos`,
    acceptance: (id: string) => `/retrofits/${id}/acceptance`,
    report: (id: string) => `/retrofits/${id}/report`,
    satisfaction: (id: string) => `/retrofits/${id}/satisfaction`,
    history: (id: string) => `/retrofits/${id}/history`,
  },
} as const;
