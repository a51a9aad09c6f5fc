#include "tests/unit/libs/rest/random_message.h"

#include <google/protobuf/descriptor.h>

#include <array>
#include <limits>
#include <string_view>

namespace motcua::test {
namespace {

namespace pb = google::protobuf;

template <typename T>
T Pick(Random& random, std::initializer_list<T> choices) {
  return choices.begin()[random() % choices.size()];
}

template <typename T>
T Whole(Random& random) {
  using Limits = std::numeric_limits<T>;
  return Pick<T>(random, {T{0}, T{1}, static_cast<T>(-1), Limits::min(), Limits::max(),
                          static_cast<T>(random()), static_cast<T>(random() % 1000)});
}

template <typename T>
T Floating(Random& random) {
  using Limits = std::numeric_limits<T>;
  const auto some = static_cast<T>(static_cast<double>(random()) / 1e15 - 5000);
  return Pick<T>(random, {T{0}, T{1}, T{-1.5}, Limits::max(), Limits::lowest(), Limits::min(),
                          Limits::denorm_min(), Limits::epsilon(), Limits::infinity(),
                          -Limits::infinity(), Limits::quiet_NaN(), some, some * T{1e20}});
}

int64_t Between(Random& random, int64_t low, int64_t high) {
  return std::uniform_int_distribution<int64_t>(low, high)(random);
}

// Nanoseconds with as many digits as come.
int32_t Nanos(Random& random) {
  const auto nanos = static_cast<int32_t>(random() % 1000000000);
  return Pick<int32_t>(random, {0, 500000000, 120000, 1, nanos});
}

void FillTime(pb::Message* message, Random& random) {
  const int64_t seconds = Pick<int64_t>(
      random, {-62135596800, 253402300799, 253402275599, 0, -1, Between(random, 0, 4102444800),
               Between(random, -62135596800, 253402300799)});
  message->GetReflection()->SetInt64(message, message->GetDescriptor()->field(0), seconds);
  message->GetReflection()->SetInt32(message, message->GetDescriptor()->field(1), Nanos(random));
}

void FillDuration(pb::Message* message, Random& random) {
  const int sign = random() % 2 == 0 ? 1 : -1;
  const int64_t seconds = Between(random, 0, Pick<int64_t>(random, {0, 10, 315575999999}));
  message->GetReflection()->SetInt64(message, message->GetDescriptor()->field(0), sign * seconds);
  message->GetReflection()->SetInt32(message, message->GetDescriptor()->field(1),
                                     sign * Nanos(random));
}

std::string RandomBytes(Random& random) {
  std::string bytes(random() % 20, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

int EnumNumber(const pb::EnumDescriptor* type, Random& random) {
  if (random() % 8 == 0) return 1000 + static_cast<int>(random() % 1000);
  return type->value(static_cast<int>(random() % static_cast<uint64_t>(type->value_count())))
      ->number();
}

// Sets or adds one value of a field.
class Filler {
 public:
  Filler(pb::Message* message, const pb::FieldDescriptor* field, Random& random)
      : message_(message), reflection_(message->GetReflection()), field_(field), random_(random) {}

  void One(int depth) {
    switch (field_->cpp_type()) {
      case pb::FieldDescriptor::CPPTYPE_INT32:
        Set(&pb::Reflection::SetInt32, &pb::Reflection::AddInt32, Whole<int32_t>(random_));
        break;
      case pb::FieldDescriptor::CPPTYPE_INT64:
        Set(&pb::Reflection::SetInt64, &pb::Reflection::AddInt64, Whole<int64_t>(random_));
        break;
      case pb::FieldDescriptor::CPPTYPE_UINT32:
        Set(&pb::Reflection::SetUInt32, &pb::Reflection::AddUInt32, Whole<uint32_t>(random_));
        break;
      case pb::FieldDescriptor::CPPTYPE_UINT64:
        Set(&pb::Reflection::SetUInt64, &pb::Reflection::AddUInt64, Whole<uint64_t>(random_));
        break;
      case pb::FieldDescriptor::CPPTYPE_FLOAT:
        Set(&pb::Reflection::SetFloat, &pb::Reflection::AddFloat, Floating<float>(random_));
        break;
      case pb::FieldDescriptor::CPPTYPE_DOUBLE:
        Set(&pb::Reflection::SetDouble, &pb::Reflection::AddDouble, Floating<double>(random_));
        break;
      case pb::FieldDescriptor::CPPTYPE_BOOL:
        Set(&pb::Reflection::SetBool, &pb::Reflection::AddBool, random_() % 2 == 0);
        break;
      case pb::FieldDescriptor::CPPTYPE_ENUM:
        Set(&pb::Reflection::SetEnumValue, &pb::Reflection::AddEnumValue,
            EnumNumber(field_->enum_type(), random_));
        break;
      case pb::FieldDescriptor::CPPTYPE_STRING:
        Set(&pb::Reflection::SetString, &pb::Reflection::AddString,
            field_->type() == pb::FieldDescriptor::TYPE_BYTES ? RandomBytes(random_)
                                                              : RandomText(random_));
        break;
      case pb::FieldDescriptor::CPPTYPE_MESSAGE:
        Fill(field_->is_repeated() ? reflection_->AddMessage(message_, field_)
                                   : reflection_->MutableMessage(message_, field_),
             random_, depth - 1);
        break;
    }
  }

 private:
  template <typename SetOne, typename AddOne, typename T>
  void Set(SetOne set, AddOne add, T value) {
    if (field_->is_repeated()) {
      (reflection_->*add)(message_, field_, std::move(value));
    } else {
      (reflection_->*set)(message_, field_, std::move(value));
    }
  }

  pb::Message* const message_;
  const pb::Reflection* const reflection_;
  const pb::FieldDescriptor* const field_;
  Random& random_;
};

}  // namespace

std::string RandomText(Random& random) {
  constexpr std::array<std::string_view, 16> kPieces = {
      "a",  "Thủ tục", "Đăng ký", "\"",           "\\", "/", "\n",       "\x01",
      "\t", "😀",       "{}",      "\xE2\x80\xA8", "%",  "0", "<script>", "abcdefghijklmnop"};
  std::string text;
  for (uint64_t left = random() % 6; left > 0; --left) text += kPieces[random() % kPieces.size()];
  return text;
}

void Fill(pb::Message* message, Random& random, int depth) {
  const pb::Descriptor* type = message->GetDescriptor();
  if (type->full_name() == "google.protobuf.Timestamp") return FillTime(message, random);
  if (type->full_name() == "google.protobuf.Duration") return FillDuration(message, random);
  for (int i = 0; i < type->field_count(); ++i) {
    const pb::FieldDescriptor* field = type->field(i);
    if (field->message_type() != nullptr && depth <= 0) continue;
    Filler filler(message, field, random);
    if (!field->is_repeated()) {
      if (random() % 3 != 0) filler.One(depth);
      continue;
    }
    for (uint64_t left = random() % 4; left > 0; --left) filler.One(depth);
  }
}

}  // namespace motcua::test
