const tables = "createTableDefaultPermissions.*.principal";
const databases = "createDatabaseDefaultPermissions.*.principal";
const lakePrincipal = "dataLakePrincipalIdentifier";
/** Reports, and what they are made of, that Amazon Quick Suite shows to accounts, groups and people. */
const shown = ["analysis", "dashboard", "dataSet", "dataSource", "folder", "template", "theme"];

/** Where services of data name whom they let read, without a document, by type. */
export const dataSharings: Readonly<Record<string, readonly string[]>> = {
  "aws:lakeformation/dataLakeSettings:DataLakeSettings": [
    databases,
    tables,
    "trustedResourceOwners.*",
  ],
  "aws:lakeformation/optIn:OptIn": [`principals.*.${lakePrincipal}`],
  "aws:glue/catalog:Catalog": [databases, tables].map((place) => `${place}.${lakePrincipal}`),
  "aws:glue/catalogDatabase:CatalogDatabase": [`${tables}.${lakePrincipal}`],
  ...Object.fromEntries(
    shown.map((name) => [
      `aws:quicksight/${name}:${name.replace(/^./, (first) => first.toUpperCase())}`,
      ["permissions.*.principal"],
    ]),
  ),
};
