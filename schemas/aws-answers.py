#!/usr/bin/env python3
"""aws-answers.py BOTOCORE_DATA >aws-answers.tsv - what APIs answer, from AWS's public API models.

BOTOCORE_DATA is the folder "data" of botocore (Debian: python3-botocore). Run it again beside aws-apis.tsv to take in newer
models. Only services whose answers people mock are kept: those with an optimized integration, and the most called ones.
"""
import glob, gzip, json, os, re, sys

FOLDER = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))

SERVICES = """
    apigateway athena batch bedrock bedrock-agent-runtime bedrock-runtime cloudformation cloudwatch codebuild codepipeline
    cognito-idp comprehend databrew dynamodb ec2 ecr ecs eks emr emr-containers emr-serverless events firehose glue iam
    kinesis kms lambda logs mediaconvert organizations pipes polly rds rds-data redshift-data rekognition s3 sagemaker
    scheduler secretsmanager ses sesv2 sns sqs ssm stepfunctions sts textract transcribe translate
""".split()

SCALARS = {"string": "s", "character": "s", "integer": "i", "long": "i", "float": "n", "double": "n",
           "boolean": "b", "timestamp": "t", "blob": "x"}

# Where Step Functions was recorded (TestState, December 2025) to know another range than today's public model.
RECORDED = {("lambda", "MemorySize"): "i128..10240"}


def known_apis():
    """{(service id, lower-case API): (service, API)} as aws-apis.tsv spells them."""
    known = {}
    with open(os.path.join(HERE, "aws-apis.tsv"), encoding="utf-8") as table:
        for line in table:
            if not line.startswith("#"):
                service, identifier, api = line.split("\t")[:3]
                known.setdefault((identifier.lower(), api.lower()), (service, api))
    return known


def model_of(service):
    versions = sorted(os.listdir(os.path.join(FOLDER, service)))
    path, = glob.glob(os.path.join(FOLDER, service, versions[-1], "service-2.json*"))
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        return json.load(file)


def bounds(shape):
    if "min" not in shape and "max" not in shape:
        return ""
    return "%s..%s" % (shape.get("min", ""), shape.get("max", ""))


class Service:
    def __init__(self, folder, model):
        self.folder = folder
        self.shapes = model["shapes"]
        self.rows = {}

    def type_of(self, name):
        """The type as text; the shapes it names get rows of their own."""
        shape = self.shapes[name]
        kind = shape["type"]
        if (self.folder, name) in RECORDED:
            return RECORDED[self.folder, name]
        if shape.get("document"):
            return "j"
        if kind == "list":
            return "l" + self.type_of(shape["member"]["shape"])
        if kind == "map":
            return "m" + self.type_of(shape["value"]["shape"])
        if kind == "structure":
            if name not in self.rows:
                self.rows[name] = None
                self.rows[name] = ("o", self.members_of(shape))
            return "o" + name
        if "enum" in shape and all(re.fullmatch(r"[ -{}~]+", text) for text in shape["enum"]):
            self.rows[name] = ("e", "|".join(shape["enum"]))
            return "e" + name
        scalar = SCALARS[kind]
        return scalar + (bounds(shape) if scalar in "inx" else "")

    def members_of(self, shape):
        required = shape.get("required", ())
        return ",".join("%s%s:%s" % ("!" if name in required else "", name[0].upper() + name[1:],
                                     self.type_of(member["shape"]))
                        for name, member in shape["members"].items())


def main():
    known = known_apis()
    lines = []
    for folder in SERVICES:
        model = model_of(folder)
        service = Service(folder, model)
        identifier = model["metadata"]["serviceId"].lower()
        for name, operation in model["operations"].items():
            found = known.get((identifier, name.lower()))
            if found and "output" in operation:
                package = found[0]
                lines.append((package, found[1], "a", service.type_of(operation["output"]["shape"])))
        lines += [(package, name, *row) for name, row in service.rows.items()]
    with open(os.path.join(FOLDER, "..", "__init__.py"), encoding="utf-8") as file:
        version = re.search(r"__version__ = '([^']*)'", file.read()).group(1)
    print("# botocore " + version + ": service, name, what it is (a API, o object, e texts that it may be), its content. Made by "
          "aws-answers.py.")
    print("# Types: s string, i integer, n number, b boolean, t timestamp, x bytes (each with its bounds), j any JSON, "
          "lTYPE list, mTYPE map, oNAME, eNAME; ! required")
    for line in sorted(lines):
        print("\t".join(line))


main()
