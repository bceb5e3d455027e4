import pulumi
from pulumi_inference_timetable import TimetabledEndpoint

config = pulumi.Config()
region = pulumi.Config("aws").require("region")

sentiment = TimetabledEndpoint(
    "sentiment",
    model={
        "image": f"763104351884.dkr.ecr.{region}.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04",
        "data_url": "s3://example-models/sentiment.tar.gz",
        "environment": {"HF_TASK": "text-classification", "HF_TOKEN": config.require_secret("token")},
    },
    variant={"instance_type": "ml.m5.xlarge"},
    timezone=config.require("timezone"),
    timetable={
        "baseline": {"min": 1, "max": 2},
        "windows": {
            "office": {"days": "mon-fri", "from_": "08:00", "to": "18:00", "min": 4, "max": 12},
            "batch": {"days": "sun", "from_": "22:00", "to": "02:00", "min": 8, "max": 8},
        },
        "exceptions": [{"dates": ["2026-12-24..2026-12-26", "2026-12-28..2027-01-01"], "use": "baseline"}],
        "ready_before": "10m",
    },
    scaling={
        "metric": "invocationsPerInstance",
        "steps": [{"below": 100, "change": -1}, {"above": 600, "change": 1}, {"above": 1200, "change": 3}],
    },
    guards={"max_instances": 12},
)

pulumi.export("endpointName", sentiment.endpoint_name)
pulumi.export("scheduledActions", sentiment.scheduled_actions)
