/** The job that brings the releases of an album; one at a time for each. */
export const importReleasesJob = (albumId: number) => ({
  kind: "import-album-releases" as const,
  payload: { albumId },
  uniqueKey: `import-album-releases:${albumId}`,
});
