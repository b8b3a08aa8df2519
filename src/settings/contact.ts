/** Whether somebody can be reached at it: an address of mail or of the web, as services ask for in the User-Agent. */
export const isReachable = (contact: string): boolean => /\S@\S|^\S+\.[\p{L}\d]/u.test(contact);
