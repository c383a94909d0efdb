import type { HandFacts } from "../kind-facts";
import { keyOf, regionalArn, text } from "./naming";

const zone = "aws:route53/zone:Zone";
const certificate = "aws:acm/certificate:Certificate";
const inZone = { zoneId: { token: zone, by: ["id", "zoneId"], code: "NoSuchHostedZone" } };

/** DNS, certificates, budgets and log groups. */
export const edgeKinds: Readonly<Record<string, HandFacts>> = {
  [zone]: {
    global: true,
    id: (_inputs, { random }) => `Z${random(13).toUpperCase()}`,
    outputs: (_inputs, id, { random }) => ({
      zoneId: id,
      arn: `arn:aws:route53:::hostedzone/${id}`,
      nameServers: ["com", "net", "org", "co.uk"].map(
        (end, index) => `ns-${index * 512 + parseInt(random(2), 16)}.awsdns-0${index}.${end}`,
      ),
    }),
  },
  "aws:route53/record:Record": {
    global: true,
    id: ({ zoneId, name, type }) => `${String(zoneId)}_${String(name)}_${String(type)}`,
    outputs: ({ name }) => ({ fqdn: name }),
    references: inZone,
    unique: {
      key: (i) => keyOf(i["zoneId"], i["name"], i["type"]),
      code: "InvalidChangeBatch",
    },
  },
  [certificate]: {
    id: (_inputs, scope) => regionalArn("acm", `certificate/${scope.random(32)}`, scope),
    outputs: ({ domainName }, id, { random }) => ({
      arn: id,
      status: "PENDING_VALIDATION",
      domainValidationOptions: [
        {
          domainName,
          resourceRecordName: `_${random(32)}.${String(domainName).replace("*.", "")}.`,
          resourceRecordType: "CNAME",
          resourceRecordValue: `_${random(32)}.acm-validations.aws.`,
        },
      ],
    }),
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    id: ({ certificateArn }) => String(certificateArn),
    references: {
      certificateArn: { token: certificate, by: ["arn"], code: "ResourceNotFoundException" },
    },
  },
  "aws:budgets/budget:Budget": {
    autoName: "name",
    global: true,
    id: ({ name }, { account }) => `${account}:${String(name)}`,
    unique: { key: ({ name }) => text(name), code: "DuplicateRecordException" },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    autoName: "name",
    id: ({ name }) => String(name),
    outputs: (_inputs, id, scope) => ({ arn: regionalArn("logs", `log-group:${id}`, scope) }),
    unique: { key: ({ name }) => text(name), code: "ResourceAlreadyExistsException" },
  },
  // Asking for less than there is, or twice, is refused: https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html
  "aws:servicequotas/serviceQuota:ServiceQuota": {
    id: ({ serviceCode, quotaCode }) => `${String(serviceCode)}/${String(quotaCode)}`,
    outputs: (inputs, id, scope) => ({
      arn: regionalArn("servicequotas", id, scope),
      adjustable: true,
      requestStatus: "PENDING",
      requestId: scope.random(32),
      ...inputs,
    }),
    unique: {
      key: ({ serviceCode, quotaCode }) => keyOf(serviceCode, quotaCode),
      code: "ResourceAlreadyExistsException",
    },
  },
};
