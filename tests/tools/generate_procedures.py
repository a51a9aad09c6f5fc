#!/usr/bin/python3
"""Makes synthetic procedures in the import format, for load where the real table is absent.

The same count and seed give the same lines. Codes are 9.dddddd, which no real procedure has.
"""

import argparse
import json
import random
import sys

FIELDS = [
    ("Hộ tịch", "Bộ Tư pháp", "QĐ-BTP"), ("Chứng thực", "Bộ Tư pháp", "QĐ-BTP"),
    ("Đất đai", "Bộ Nông nghiệp và Môi trường", "QĐ-BNNMT"), ("Việc làm", "Bộ Nội vụ", "QĐ-BNV"),
    ("Đăng ký, quản lý cư trú", "Bộ Công an", "QĐ-BCA"), ("Thuế", "Bộ Tài chính", "QĐ-BTC"),
    ("Bảo trợ xã hội", "Bộ Y tế", "QĐ-BYT"), ("Hoạt động xây dựng", "Bộ Xây dựng", "QĐ-BXD"),
    ("Giáo dục trung học", "Bộ Giáo dục và Đào tạo", "QĐ-BGDĐT"),
]
ACTIONS = ["Cấp", "Cấp lại", "Cấp đổi", "Gia hạn", "Thu hồi", "Điều chỉnh", "Đăng ký",
           "Chấm dứt", "Công nhận", "Xác nhận", "Thông báo"]
OBJECTS = ["giấy phép hoạt động", "giấy chứng nhận đủ điều kiện", "chứng chỉ hành nghề",
           "thẻ hội viên", "sổ theo dõi", "quyết định hỗ trợ", "văn bản chấp thuận",
           "kết quả đánh giá", "hồ sơ kỹ thuật", "danh sách thụ hưởng"]
SUBJECTS = ["cơ sở kinh doanh", "hộ gia đình", "người cao tuổi", "cơ sở giáo dục", "hợp tác xã",
            "doanh nghiệp nhỏ", "người lao động", "tổ chức xã hội", "cơ sở y tế", "chủ phương tiện"]
AGENCIES = {"COMMUNE": "Ủy ban nhân dân cấp xã", "PROVINCE": "Ủy ban nhân dân cấp tỉnh",
            "MINISTRY": "Cơ quan thuộc Bộ"}
KINDS = ["DIRECT", "ONLINE", "POST"]
LIMITS = ["sd15", "4wh", "8wh", "1wd", "3wd", "5wd", "7wd", "10wd", "15d", "30d", "2w", "1mo"]
COMPONENTS = [
    {"code": "TO_KHAI", "name": "Tờ khai theo mẫu", "need": "ALWAYS", "originals": 1},
    {"code": "GIAY_TO_TUY_THAN", "name": "Giấy tờ tùy thân", "need": "SHOWN", "originals": 1},
    {"code": "VAN_BAN_UY_QUYEN", "name": "Văn bản ủy quyền (nếu có)", "need": "CONDITIONAL",
     "originals": 1},
    {"code": "BAN_SAO_GIAY_PHEP", "name": "Bản sao giấy phép đã cấp", "copies": 1},
]
PROVENANCE = [{"pointers": [""], "source": "Dữ liệu giả lập để thử tải, không phải thủ tục thật",
               "certainty": "INFERRED"}]


def channel_of(kind, dice):
    channel = {"kind": kind, "limit": dice.choice(LIMITS)}
    statement = dice.choice(["NOT_STATED", "FREE", "STATED"])
    if statement != "NOT_STATED":
        channel["feeStatement"] = statement
    if statement == "STATED":
        channel["fees"] = [{"kind": dice.choice(["SERVICE_FEE", "DUTY"]),
                            "amountVnd": str(dice.randrange(5, 500) * 1000)}]
    return channel


def procedure_of(index, dice):
    """One synthetic `Procedure`, keys in the order of the message."""
    field, promulgator, series = dice.choice(FIELDS)
    level = dice.choices(list(AGENCIES), weights=[5, 3, 2])[0]
    thing = dice.choice(OBJECTS)
    return {
        "code": f"9.{index:06d}",
        "name": f"{dice.choice(ACTIONS)} {thing} đối với {dice.choice(SUBJECTS)} "
                f"(giả lập số {index})",
        "levels": [level],
        "field": field,
        "agencies": [AGENCIES[level]],
        "promulgator": promulgator,
        "decision": f"{dice.randrange(1, 4000)}/{series}",
        "state": dice.choices(["PUBLIC", "PUBLIC_AMENDED", "ABOLISHED"], weights=[6, 3, 1])[0],
        "serviceLevel": dice.choice(["WHOLE", "PARTIAL"]),
        "channels": [channel_of(kind, dice) for kind in KINDS[:dice.randrange(1, 4)]],
        "components": COMPONENTS[:dice.randrange(1, len(COMPONENTS) + 1)],
        "results": [thing[0].upper() + thing[1:]],
        "legalBasis": [{"number": f"{dice.randrange(1, 200)}/{dice.randrange(2015, 2027)}/NĐ-CP"}],
        "audience": ["Công dân Việt Nam"],
        "provenance": PROVENANCE,
        "synthetic": True,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, required=True, help="how many, 1 to 1,000,000")
    parser.add_argument("--seed", type=int, required=True, help="any whole number")
    args = parser.parse_args()
    if not 1 <= args.count <= 1_000_000:
        parser.error("--count: 1 to 1,000,000")
    sys.stdout.reconfigure(encoding="utf-8")
    dice = random.Random(args.seed)
    for index in range(args.count):
        print(json.dumps(procedure_of(index, dice), ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
